/** Where things lie in the kernels' memory, in bytes. Below 1 KiB lies nothing, so address 0 can mean "none". */
export const CONTROL_ADDRESS = 1024;
/** 32-bit words of the task under way, behind the control words. */
export const ARGUMENTS_ADDRESS = 1088;
export const MAX_ARGUMENTS = 48;
/** A 32-bit word for each helper, by its index: the ticket of the one that has the place, and its {@link Helper}. */
export const HELPERS_ADDRESS = 1280;
/** Why the chunk failed that noted {@link Control.failed}, in UTF-8 behind a 32-bit count of its bytes. */
export const FAILURE_ADDRESS = 1344;
export const MAX_FAILURE_BYTES = 512;
/** Scratch memory of the first thread; those of the others follow. */
export const SCRATCH_ADDRESS = 2048;
export const SCRATCH_BYTES = 1024 * 1024;
export const PAGE_BYTES = 65_536;

/** Most threads of one trainer. */
export const MAX_THREADS = 16;

/** Tensors begin here. */
export const HEAP_ADDRESS = Math.ceil((SCRATCH_ADDRESS + MAX_THREADS * SCRATCH_BYTES) / PAGE_BYTES) * PAGE_BYTES;

/** Control words, by their index. */
export const Control = {
  /** Chunks that nobody has taken yet; helpers sleep while it is 0. */
  open: 0,
  /** Chunks that are done. */
  done: 1,
  /** Position of the task's name in the list of tasks. */
  task: 2,
  /** 1 when a chunk of the task under way threw: the first to do so says why at {@link FAILURE_ADDRESS}. */
  failed: 3,
} as const;

/**
 * Life of a helper thread, added to its ticket, a multiple of 4. One that ends amid a chunk would leave it undone: so it
 * is dismissed, and says when it goes. One that begins only after that finds its ticket out of date.
 */
export const Helper = { awaited: 0, serving: 1, dismissed: 2, gone: 3 } as const;

/** All that 32-bit addresses reach. */
export const MAX_PAGES = 65_536;
/** 512 MiB: with less, a memory of one thread that has 1 GiB at once serves better. */
export const LEAST_SHARED_PAGES = 8_192;
/** 1 GiB, for a memory that must not grow: growing takes the views of an unshared memory away. */
export const UNSHARED_PAGES = 16_384;
