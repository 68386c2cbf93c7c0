import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../../tensor/gradients.ts';
import type { FusedOps, RecurrentWeights } from '../../../../tensor/ops/contract.ts';
import { checkInitial } from '../../../../tensor/ops/initial-state.ts';
import { checkLengths } from '../../../lengths.ts';
import { gpu, type GpuBackend } from '../../backend.ts';
import { writeProduct } from '../../product/index.ts';
import { columnSums } from '../column-sums.ts';
import { backwardProgram } from './backward.ts';
import type { Cell } from './cell.ts';
import { forwardProgram } from './forward.ts';
import { packBackward, packForward } from './pack.ts';
import { runPass, type Shape, type Way } from './pass.ts';

const there = (name: 'inference' | 'continued' | 'forward'): Way => ({
  ...{ name, direction: 'forward' },
  program: (kind) => forwardProgram(kind, name),
});
const [inference, continued, forward] = [there('inference'), there('continued'), there('forward')];
const backward: Way = { name: 'backward', direction: 'backward', program: backwardProgram };

/** What a layer does beside its weights. */
interface Sequence extends Shape {
  readonly lengths: Int32Array;
  readonly reverse: boolean;
}

/** A layer over whole sequences. See {@link FusedOps.gru}. */
export function recurrentOf(cell: Cell): FusedOps['gru'] {
  return (x, weights, { lengths, inputGradient = true, reverse = false, initial } = {}) => {
    const { input, hidden, inputBias, hiddenBias } = weights;
    const [batch = 0, frames = 0, inputs = 0] = x.shape;
    checkLengths(lengths, batch);
    checkInitial(initial, batch, hidden.shape[1] ?? 0);
    const sequence: Sequence = {
      ...{ batch, frames, inputs, units: hidden.shape[1] ?? 0, reverse },
      lengths: lengths ?? new Int32Array(batch).fill(frames),
    };
    const parameters = [input, hidden, inputBias, hiddenBias];
    return withGradient(inputGradient ? [...parameters, x] : parameters, (save) => {
      const { y, kept } = runForward(gpu(), cell, x, weights, sequence, initial);
      save([x, input, hidden, ...kept]);
      return { value: y, gradient: (dy, saved) => runBackward(gpu(), cell, saved, dy, sequence, inputGradient) };
    });
  };
}

/** @returns `kept`: gates, states before, and one number more; nothing where there is no way back */
function runForward(
  backend: GpuBackend,
  cell: Cell,
  x: Tensor,
  weights: RecurrentWeights,
  sequence: Sequence,
  initial: Tensor | undefined,
): { readonly y: Tensor; readonly kept: Tensor[] } {
  const { batch, frames, inputs, units, lengths, reverse } = sequence;
  const columns = cell.gates * units;
  const gates = backend.create([batch, frames, columns]);
  const size = { rows: batch * frames, columns, depth: inputs };
  writeProduct(backend, [x, weights.input, gates], size, { transposeB: true, bias: weights.inputBias });
  const packed = packForward(backend, weights.hidden, weights.hiddenBias);
  const states = (): Tensor => backend.create([batch, frames, units]);
  const y = states();
  const run = (way: Way, kept: Readonly<Record<string, Tensor>>): void =>
    runPass(backend, cell, way, sequence, reverse, { y, weights: packed, lengths: backend.lengths(lengths), ...kept });
  // Without a tape there is no way back.
  const keeping = engine().state.gradientDepth > 0;
  const [before, aside] = keeping ? [states(), states()] : [];
  if (before && aside) run(forward, { gates, before, aside });
  else if (initial) run(continued, { gates, initial });
  else run(inference, { gates });
  packed.dispose();
  if (before && aside) return { y, kept: [gates, before, aside] };
  gates.dispose();
  return { y, kept: [] };
}

function runBackward(
  backend: GpuBackend,
  cell: Cell,
  saved: readonly Tensor[],
  dy: Tensor,
  sequence: Sequence,
  inputGradient: boolean,
): Tensor[] {
  const [x, input, hidden, gates, before, aside] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
  const { batch, frames, inputs, units, lengths, reverse } = sequence;
  const packed = packBackward(backend, hidden);
  // The gates, of no use to anyone any more, become the gradients of the input side's products.
  const ofHidden = cell.sidesDiffer ? backend.create(gates.shape) : gates;
  const kept = { gates, before, aside, ofHidden };
  const tensors = { ...kept, dy, weights: packed, lengths: backend.lengths(lengths) };
  runPass(backend, cell, backward, sequence, reverse, tensors);
  const [depth, rows] = [batch * frames, cell.gates * units];
  const turned = { transposeA: true };
  const [dInput, dHidden] = [backend.create(input.shape), backend.create(hidden.shape)];
  writeProduct(backend, [gates, x, dInput], { rows, columns: inputs, depth }, turned);
  writeProduct(backend, [ofHidden, before, dHidden], { rows, columns: units, depth }, turned);
  const dInputBias = columnSums(gates, rows);
  const dHiddenBias = cell.sidesDiffer ? columnSums(ofHidden, rows) : dInputBias.clone();
  const gradients = [dInput, dHidden, dInputBias, dHiddenBias];
  if (inputGradient) {
    const dx = backend.create(x.shape);
    writeProduct(backend, [gates, input, dx], { rows: depth, columns: inputs, depth: rows });
    gradients.push(dx);
  }
  if (packed !== hidden) packed.dispose();
  if (ofHidden !== gates) ofHidden.dispose();
  return gradients;
}
