import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { AdamState, AdamStep, FusedOps } from '../../../tensor/ops/contract.ts';
import { simd, type SimdBackend } from '../backend.ts';
import { float } from '../machine.ts';

/** Floats of a segment: its squares are summed apart, whatever the number of threads. */
const SEGMENT = 16_384;
/** Floats that a chunk of the update takes, as whole segments: small nets are one chunk. */
const FLOATS_A_CHUNK = 65_536;
/** 32-bit words of an entry of the table: addresses of parameter, moments and gradient, floats. */
const ENTRY = 5;

/**
 * See {@link FusedOps.adam}. The state changes in place; a tensor whose numbers others hold too gives way to a copy. Where
 * memory is refused, all is as it was.
 */
export const adam: FusedOps['adam'] = (state, gradients, step) => {
  const backend = simd();
  const copies = new Map<Tensor, Tensor>();
  const own = (tensors: readonly Tensor[]): Tensor[] => tensors.map((tensor) => unshared(backend, tensor, copies));
  try {
    const next = { params: own(state.params), moment1: own(state.moment1), moment2: own(state.moment2) };
    const table = tableOf(backend, next, gradients);
    const segments = table.length / ENTRY;
    if (segments > 0) {
      const { heap } = backend.machine;
      heap.scope((room) => {
        const address = room(4 * table.length);
        backend.machine.wordsAt(address, table.length).set(table);
        update(backend, address, segments, chunkOf(table), step, room);
      });
    }
    for (const original of copies.keys()) original.dispose();
    return next;
  } catch (thrown) {
    for (const copy of copies.values()) copy.dispose();
    throw thrown;
  }
};

function update(
  { machine }: SimdBackend,
  table: number,
  segments: number,
  segmentsAChunk: number,
  { learningRate, step, beta1, beta2, epsilon, clipNorm }: AdamStep,
  room: (bytes: number) => number,
): void {
  const chunks = Math.ceil(segments / segmentsAChunk);
  let clip = 1;
  if (clipNorm > 0) {
    const sums = room(8 * segments);
    machine.run('squareSums', chunks, [table, segments, segmentsAChunk, sums]);
    const squares = new Float64Array(machine.memory.buffer, sums, segments).reduce((total, part) => total + part, 0);
    // As torch.nn.utils.clip_grad_norm_.
    clip = Math.min(1, clipNorm / (Math.sqrt(squares) + 1e-6));
  }
  // m^ / (sqrt(v^) + eps) = (correction2 / correction1) m / (sqrt(v) + correction2 eps).
  const correction2 = Math.sqrt(1 - beta2 ** step);
  machine.run('adam', chunks, [
    ...[table, segments, segmentsAChunk, float((learningRate * correction2) / (1 - beta1 ** step))],
    ...[epsilon * correction2, 1 - beta1, 1 - beta2, clip].map(float),
  ]);
}

/** Where everything lies, in segments. */
function tableOf(backend: SimdBackend, state: AdamState, gradients: readonly Tensor[]): number[] {
  const table: number[] = [];
  state.params.forEach((param, i) => {
    const others = [state.moment1[i], state.moment2[i], gradients[i]];
    const addresses = [param, ...others].map((tensor) => {
      if (tensor?.size !== param.size) throw new RangeError('one gradient and one pair of moments for each parameter');
      return backend.addressOf(tensor);
    });
    for (let start = 0; start < param.size; start += SEGMENT)
      table.push(...addresses.map((address) => address + 4 * start), Math.min(SEGMENT, param.size - start));
  });
  return table;
}

/** Segments that a chunk takes. */
function chunkOf(table: readonly number[]): number {
  const segments = table.length / ENTRY;
  let floats = 0;
  for (let i = ENTRY - 1; i < table.length; i += ENTRY) floats += table[i]!;
  return Math.max(1, Math.ceil((segments * FLOATS_A_CHUNK) / floats));
}

/** The tensor, or a copy to take its place where its numbers are those of another one too. */
function unshared(backend: SimdBackend, tensor: Tensor, copies: Map<Tensor, Tensor>): Tensor {
  if (backend.refCount(tensor.dataId) === 1) return tensor;
  const copy = keep(backend.create(tensor.shape));
  copies.set(tensor, copy);
  backend.viewOf(copy).set(backend.viewOf(tensor));
  return copy;
}
