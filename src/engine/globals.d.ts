/**
 * The few globals beyond the language that the engine may use: the page, its workers, its audio worklet and Node all
 * have them (the worklet alone lacks `performance`, `fetch` is nowhere allowed). Everything else is passed in.
 */
/** Only to keep the messages of libraries off it. */
declare const console: { error(...args: unknown[]): void };

declare const performance: { now(): number };

declare const crypto: { readonly subtle: { digest(algorithm: string, data: BufferSource): Promise<ArrayBuffer> } };
type BufferSource = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBufferLike | ArrayBufferView, options?: { stream?: boolean }): string;
}
declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}

declare class MessagePort {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  addEventListener(type: string, listener: unknown, options?: object): void;
  removeEventListener(type: string, listener: unknown, options?: object): void;
  start(): void;
  postMessage(message: unknown, transfer?: readonly object[]): void;
  close(): void;
}
declare class MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
}

/** A number in the browser and an object in Node: only ever handed back. */
interface TimerHandle {
  readonly isTimer?: never;
}
declare function setTimeout(callback: () => void, ms?: number): TimerHandle;
declare function clearTimeout(timer: TimerHandle | undefined): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T): T;

declare namespace WebAssembly {
  class Module {
    constructor(bytes: BufferSource);
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  type Imports = Record<string, Record<string, unknown>>;
  function compile(bytes: BufferSource): Promise<Module>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function validate(bytes: BufferSource): boolean;
}
