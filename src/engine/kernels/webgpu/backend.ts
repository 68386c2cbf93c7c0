import { backend, engine, util, type backend_util, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { BufferPool } from './buffer-pool.ts';
import { encodeCopy, encodeDispatch, submit } from './encoder.ts';
import { ParamsStore } from './params.ts';
import { PipelineCache, type Program } from './program.ts';

/** Of storage, copied from and to: what tfjs's own tensors have. */
const STORAGE = 0x80 | 0x4 | 0x8;
/** Copied to, mapped for reading. */
const STAGING = 0x8 | 0x1;
const MAP_READ = 1;
/** Different rows of lengths that are kept on the device. */
const KEPT_LENGTHS = 64;

/** How a program is run. */
export interface RunOptions {
  /** Values of {@link Program.params} in order. */
  readonly params?: readonly number[];
  /** Whether they change from step to step, as a learning rate does. False by default. */
  readonly passing?: boolean;
  readonly workgroups: readonly [x: number, y?: number, z?: number];
}

/**
 * tfjs-webgpu with a device of our own, pooled buffers, uploads without staging buffers, and a way to run kernels that
 * write several tensors.
 */
export class GpuBackend extends WebGPUBackend {
  private readonly pipelines: PipelineCache;
  private readonly params: ParamsStore;
  private readonly knownLengths = new Map<string, TensorInfo>();

  constructor(device: GPUDevice, info: GPUAdapterInfo) {
    super(device, info);
    // tfjs's class has private fields, of which nothing but the class itself makes use.
    (this as { bufferManager: unknown }).bufferManager = new BufferPool(device);
    this.pipelines = new PipelineCache(device);
    this.params = new ParamsStore(device, () => submit(this));
  }

  /** A float32 tensor on the device with nothing in it yet. */
  create(shape: readonly number[]): Tensor {
    const info = this.makeTensorInfo([...shape], 'float32');
    this.uploadToGPU(info.dataId);
    return engine().makeTensorFromTensorInfo(info);
  }

  /** Fresh numbers, the same as another tensor's. */
  copyOf(tensor: Tensor): Tensor {
    const copy = this.create(tensor.shape);
    const [from, to] = [this.bufferOf(tensor.dataId), this.bufferOf(copy.dataId)];
    encodeCopy(this, from, to, from.size, [tensor.dataId, copy.dataId]);
    return copy;
  }

  /** Frames of each row for kernels; the same numbers stay on the device from step to step. */
  lengths(lengths: Int32Array): TensorInfo {
    const key = lengths.join();
    let known = this.knownLengths.get(key);
    if (!known) {
      if (this.knownLengths.size >= KEPT_LENGTHS) this.forgetLengths();
      known = this.makeTensorInfo([lengths.length], 'int32', lengths.slice());
      this.knownLengths.set(key, known);
    }
    return known;
  }

  /**
   * Records a kernel.
   * @param tensors in the order of {@link Program.buffers}
   */
  run(program: Program, tensors: readonly TensorInfo[], options: RunOptions): void {
    const [x, y = 1, z = 1] = options.workgroups;
    if (x * y * z === 0) return;
    const { pipeline, layout } = this.pipelines.get(program);
    const uses = Object.values(program.buffers);
    const resources: GPUBindingResource[] = tensors.map(({ dataId }, i) => {
      // A cast of tfjs to float32 leaves whole numbers as they lie.
      if (this.tensorMap.get(dataId).dtype !== 'float32' && !uses[i]!.endsWith('i32'))
        throw new TypeError(`${program.name}: the numbers of ${Object.keys(program.buffers)[i]} do not lie as floats`);
      return { buffer: this.bufferOf(dataId) };
    });
    if (program.params) {
      const words = wordsOf(Object.values(program.params), options.params ?? []);
      resources.push(options.passing ? this.params.passing(words) : this.params.lasting(words));
    }
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    const bindGroup = this.device.createBindGroup({ layout, entries });
    encodeDispatch(
      this,
      pipeline,
      bindGroup,
      [x, y, z],
      tensors.map(({ dataId }) => dataId),
    );
  }

  /** Sends off what was recorded. */
  flush(): void {
    submit(this);
  }

  /** Settles when the device has done all that was recorded. */
  async idle(): Promise<void> {
    this.flush();
    await this.device.queue.onSubmittedWorkDone();
  }

  override uploadToGPU(dataId: object): void {
    const data = this.tensorMap.get(dataId);
    if (data.resource) return;
    const bytes = 4 * util.sizeFromShape(data.shape);
    const buffer = this.bufferManager.acquireBuffer(bytes, STORAGE);
    if (data.values) {
      // Written at once, before what was recorded: no command that waits uses this buffer.
      this.queue.writeBuffer(buffer, 0, wordArray(data.values, data.dtype));
      data.values = null as never;
    }
    data.resource = buffer;
  }

  /** Without the copy that tfjs leaves behind: a tensor may change in place. */
  override async read(dataId: object): Promise<backend_util.BackendValues> {
    const { values, resource, dtype, shape } = this.tensorMap.get(dataId);
    if (!resource || values || dtype === 'complex64') return super.read(dataId);
    const bytes = 4 * util.sizeFromShape(shape);
    return util.convertBackendValuesAndArrayBuffer(await this.bytesOf(resource as GPUBuffer, bytes), dtype);
  }

  override dispose(): void {
    super.dispose();
    this.params.dispose();
  }

  private bufferOf(dataId: object): GPUBuffer {
    this.uploadToGPU(dataId);
    return this.tensorMap.get(dataId).resource as GPUBuffer;
  }

  private async bytesOf(buffer: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    const staging = this.bufferManager.acquireBuffer(bytes, STAGING);
    try {
      encodeCopy(this, buffer, staging, bytes);
      this.flush();
      await staging.mapAsync(MAP_READ);
      const copy = staging.getMappedRange(0, bytes).slice(0);
      staging.unmap();
      return copy;
    } finally {
      this.bufferManager.releaseBuffer(staging);
    }
  }

  private forgetLengths(): void {
    for (const { dataId } of this.knownLengths.values()) this.disposeData(dataId);
    this.knownLengths.clear();
  }
}

/** The backend in use, which must be this one. */
export function gpu(): GpuBackend {
  const current = backend();
  if (!(current instanceof GpuBackend)) throw new TypeError('the backend in use is not webgpu');
  return current;
}

/** Numbers as the 32-bit words that a kernel reads. */
function wordsOf(types: readonly string[], values: readonly number[]): Uint32Array<ArrayBuffer> {
  if (types.length !== values.length) throw new RangeError(`${types.length} numbers wanted, ${values.length} given`);
  // A uniform structure is a multiple of 16 bytes.
  const view = new DataView(new ArrayBuffer(16 * Math.ceil(values.length / 4)));
  values.forEach((value, i) => {
    if (types[i] === 'f32') view.setFloat32(4 * i, value, true);
    else view.setInt32(4 * i, value, true);
  });
  return new Uint32Array(view.buffer);
}

/** A tensor's numbers as the device holds them: 32 bits each. */
function wordArray(
  values: backend_util.BackendValues,
  dtype: string,
): Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> {
  const numbers = values as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;
  if (dtype === 'float32') return numbers instanceof Float32Array ? numbers : new Float32Array(numbers);
  return numbers instanceof Int32Array ? numbers : new Int32Array(numbers);
}
