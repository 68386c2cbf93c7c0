import {
  backend,
  engine,
  util,
  type backend_util,
  type DataType,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { Machine } from './machine.ts';

/** What tfjs keeps of a tensor, and where its numbers lie in the kernels' memory. */
interface Resident {
  values?: backend_util.BackendValues;
  readonly dtype: DataType;
  address?: number;
}

/**
 * tfjs-cpu with its float32 tensors in the kernels' memory: stock kernels work on views of it, ours on addresses. What
 * is read leaves as a copy, since a view would show another tensor's numbers after its own was freed.
 */
export class SimdBackend extends MathBackendCPU {
  /** Blocks to be given back after the stock kernel under way. */
  private held: number[] | null = null;

  constructor(readonly machine: Machine) {
    super();
  }

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): object {
    const own = this.own(values, dtype);
    const dataId = super.write(own.values, shape, dtype);
    Object.assign(this.entry(dataId), own);
    return dataId;
  }

  override move(
    dataId: object,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    const own = this.own(values, dtype);
    super.move(dataId, own.values, shape, dtype, refCount);
    Object.assign(this.entry(dataId), own);
  }

  override disposeData(dataId: object, force?: boolean): boolean {
    const entry = this.data.has(dataId) ? this.entry(dataId) : null;
    const gone = super.disposeData(dataId, force);
    if (entry?.address !== undefined && !this.data.has(dataId)) this.release(entry.address);
    return gone;
  }

  /**
   * Runs a kernel of tfjs-cpu. Some go on reading numbers of tensors that they have disposed of already, the Fourier
   * transform for one: so memory is given back only after it, and after the one that it is run by.
   */
  runStock<T>(kernel: () => T): T {
    if (this.held) return kernel();
    const held: number[] = [];
    this.held = held;
    try {
      return kernel();
    } finally {
      this.held = null;
      for (const address of held) this.machine.heap.release(address);
    }
  }

  override readSync(dataId: object): backend_util.BackendValues {
    const values = super.readSync(dataId);
    return ArrayBuffer.isView(values) ? values.slice() : values;
  }

  override read(dataId: object): Promise<backend_util.BackendValues> {
    return Promise.resolve(this.readSync(dataId));
  }

  /**
   * Address of the numbers of a float32 tensor. Stock kernels cast whole numbers to float32 in name only: those get
   * their floats when they are first asked for.
   */
  addressOf({ dataId, dtype }: { readonly dataId: object; readonly dtype: DataType }): number {
    if (dtype !== 'float32') throw new TypeError(`a tensor of ${dtype} has no address`);
    const entry = this.entry(dataId);
    if (entry.address === undefined) {
      const values = entry.values as ArrayLike<number>;
      entry.address = this.machine.heap.allocate(4 * values.length);
      this.view(entry.address, values.length).set(values);
    }
    return entry.address;
  }

  /** The numbers of a float32 tensor as they lie; not to be kept. */
  viewOf(tensor: TensorInfo): Float32Array {
    return this.view(this.addressOf(tensor), util.sizeFromShape(tensor.shape));
  }

  /** A float32 tensor whose numbers are still to be written. */
  create(shape: readonly number[]): Tensor {
    return engine().makeTensorFromTensorInfo(this.createInfo(shape), this);
  }

  /** The same for a kernel, which hands it to the engine. */
  createInfo(shape: readonly number[]): TensorInfo {
    const size = util.sizeFromShape([...shape]);
    const address = this.machine.heap.allocate(4 * size);
    const dataId = super.write(this.view(address, size), [...shape], 'float32');
    this.entry(dataId).address = address;
    return { dataId, shape: [...shape], dtype: 'float32' };
  }

  private release(address: number): void {
    if (this.held) this.held.push(address);
    else this.machine.heap.release(address);
  }

  private entry(dataId: object): Resident {
    return this.data.get(dataId);
  }

  private view(address: number, size: number): Float32Array {
    return new Float32Array(this.machine.memory.buffer, address, size);
  }

  /**
   * Values that nobody else changes: float32 ones in the kernels' memory, whole numbers in a copy. What has none of its
   * own, as a complex tensor, stays without.
   */
  private own(
    values: backend_util.BackendValues,
    dtype: DataType,
  ): { values: backend_util.BackendValues; address?: number } {
    if (dtype !== 'float32' || !values) return { values: ArrayBuffer.isView(values) ? values.slice() : values };
    const address = this.machine.heap.allocate(4 * values.length);
    const view = this.view(address, values.length);
    view.set(values as ArrayLike<number>);
    return { values: view, address };
  }
}

/** The backend in use, which must be this one. */
export function simd(): SimdBackend {
  const current = backend();
  if (!(current instanceof SimdBackend)) throw new TypeError('the backend in use is not simd');
  return current;
}
