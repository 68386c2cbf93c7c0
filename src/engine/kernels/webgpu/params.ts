/** A uniform buffer is at least this long, and so is the distance between two in one buffer. */
const SLOT_BYTES = 256;
/** Slots for numbers that change from step to step; by then the commands that read the first are long sent. */
const SLOTS = 64;
/** Different sets of numbers that are kept on the device, more than nets, batches and lengths in use ask for. */
const KEPT = 1024;
const UNIFORM_AND_COPY_TARGET = 0x40 | 0x8;

/** Where a kernel finds its numbers. */
export interface ParamsBinding {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/**
 * The uniform numbers of kernels. Sizes are the same in every step: they are uploaded once and looked up by their
 * value. What changes every step (a learning rate) takes turns in a ring.
 */
export class ParamsStore {
  private readonly kept = new Map<string, GPUBuffer>();
  private ring: GPUBuffer | null = null;
  private turn = 0;

  /** @param flush sends off what was recorded, so that a slot of the ring may be written anew */
  constructor(
    private readonly device: GPUDevice,
    private readonly flush: () => void,
  ) {}

  /** @param values 32-bit words */
  lasting(values: Uint32Array<ArrayBuffer>): ParamsBinding {
    const key = values.join();
    let buffer = this.kept.get(key);
    if (!buffer) {
      if (this.kept.size >= KEPT) this.forget();
      buffer = this.device.createBuffer({ size: SLOT_BYTES, usage: UNIFORM_AND_COPY_TARGET });
      this.device.queue.writeBuffer(buffer, 0, values);
      this.kept.set(key, buffer);
    }
    return { buffer, offset: 0, size: SLOT_BYTES };
  }

  /** @param values 32-bit words */
  passing(values: Uint32Array<ArrayBuffer>): ParamsBinding {
    this.ring ??= this.device.createBuffer({ size: SLOTS * SLOT_BYTES, usage: UNIFORM_AND_COPY_TARGET });
    if (this.turn === SLOTS) {
      this.flush();
      this.turn = 0;
    }
    const offset = SLOT_BYTES * this.turn++;
    this.device.queue.writeBuffer(this.ring, offset, values);
    return { buffer: this.ring, offset, size: SLOT_BYTES };
  }

  dispose(): void {
    this.ring?.destroy();
    this.forget();
  }

  private forget(): void {
    this.flush();
    for (const buffer of this.kept.values()) buffer.destroy();
    this.kept.clear();
  }
}
