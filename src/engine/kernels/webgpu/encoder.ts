import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/**
 * The private members of tfjs's WebGPU backend (4.22) that own dispatches need, and the only place that names them:
 * `encoder.test.ts` fails when they vanish.
 */
interface Privates {
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  /** Tensors that commands not yet submitted use: their buffers are given back after that. */
  readonly commandQueueOwnedIds: WeakSet<object>;
  dispatchCountInPass: number;
}

export const privateNames = [
  'commandEncoder',
  'computePassEncoder',
  'commandQueueOwnedIds',
  'dispatchCountInPass',
] as const satisfies readonly (keyof Privates)[];

/** Dispatches after which commands are sent to the device, as tfjs does by default. */
const DISPATCHES_A_SUBMIT = 16;

const privatesOf = (backend: WebGPUBackend): Privates => backend as unknown as Privates;

/** Records one dispatch among those of tfjs: in its pass, in its order. */
export function encodeDispatch(
  backend: WebGPUBackend,
  pipeline: GPUComputePipeline,
  bindGroup: GPUBindGroup,
  workgroups: readonly [number, number, number],
  used: readonly object[],
): void {
  const privates = privatesOf(backend);
  backend.ensureCommandEncoderReady();
  const pass = (privates.computePassEncoder ??= privates.commandEncoder!.beginComputePass());
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(...workgroups);
  for (const dataId of used) privates.commandQueueOwnedIds.add(dataId);
  privates.dispatchCountInPass++;
  if (privates.dispatchCountInPass >= DISPATCHES_A_SUBMIT) submit(backend);
}

/**
 * Records a copy from the beginning of one buffer to that of another.
 * @param used tensors whose buffers they are, where these may be freed before it is sent off
 */
export function encodeCopy(
  backend: WebGPUBackend,
  from: GPUBuffer,
  to: GPUBuffer,
  bytes: number,
  used: readonly object[] = [],
): void {
  const privates = privatesOf(backend);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  privates.commandEncoder!.copyBufferToBuffer(from, 0, to, 0, bytes);
  for (const dataId of used) privates.commandQueueOwnedIds.add(dataId);
}

/** Sends what was recorded to the device; nothing where nothing was. */
export function submit(backend: WebGPUBackend): void {
  if (!privatesOf(backend).commandEncoder) return;
  backend.endComputePassEncoder();
  backend.submitQueue();
}
