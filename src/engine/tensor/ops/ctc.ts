import {
  add,
  addN,
  cast,
  concat,
  exp,
  fill,
  floor,
  log,
  logSoftmax,
  logSumExp,
  matMul,
  max,
  maximum,
  mul,
  neg,
  oneHot,
  reshape,
  softmax,
  stack,
  sub,
  sum,
  tensor,
  tidy,
  where,
  zeros,
  zerosLike,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { withGradient } from '../gradients.ts';
import type { FusedOps } from './contract.ts';
import { ctcStates, LOG_NOTHING, mayLeap, type CtcStates } from './ctc-states.ts';
import { columns, frameOf } from './sequences.ts';

/**
 * See {@link FusedOps.ctc}. Forward and backward in logarithms, frame by frame for the whole batch. In each frame a whole
 * number is taken off, so that what is left has all its places: it adds up exactly, and cancels where paths are compared.
 */
export const ctc: FusedOps['ctc'] = (logits, targets) =>
  withGradient<Tensor1D>([logits], (save) => {
    const [batch = 0, frames = 0, classes = 0] = logits.shape;
    const states = ctcStates(targets, logits.shape);
    const lattice = latticeOf(states, batch, frames);
    const refused = Float32Array.from(states.counts, (count) => (count === 0 ? Infinity : 0));
    if (batch === 0 || frames === 0)
      return { value: tensor(refused, [batch], 'float32'), gradient: () => [zerosLike(logits)] };
    const readable = where(cast(lattice.inside, 'bool'), logits, zerosLike(logits));
    const index = tensor(states.classes, [batch, states.most], 'int32');
    // Exact, for all but one of what is added up is zero. (A gather by batch is wrong on tfjs-wasm.)
    const stands = cast(oneHot(index, classes), 'float32');
    const emissions = add(matMul(logSoftmax(readable), stands, false, true), lattice.outside);
    const { rows, shifts } = forward(emissions, lattice);
    const final = sum(mul(rows, lattice.last), 1);
    const total = sum(mul(shifts, reshape(lattice.inside, [batch, frames])), 1);
    const likelihood = add(total, logSumExp(add(final, lattice.ends), 1));
    save([readable, stands, emissions, rows]);
    return {
      value: add(neg(likelihood), tensor(refused, [batch], 'float32')),
      gradient: (dy, [readable, stands, emissions, rows]) => {
        if (!readable || !stands || !emissions || !rows) throw new TypeError('nothing was saved');
        const lattice = latticeOf(states, batch, frames);
        const occupancy = softmax(add(rows, backward(emissions, lattice)));
        const labelled = matMul(occupancy, stands);
        const factor = mul(mul(lattice.inside, lattice.fits), reshape(dy, [batch, 1, 1]));
        return [mul(sub(softmax(readable), labelled), factor)];
      },
    };
  });

/** What is known of the paths before any logit. */
interface Lattice {
  /** 1 in valid frames, else 0: [B, T, 1]. */
  readonly inside: Tensor;
  /** 1 in the last valid frame: [B, T, 1]. */
  readonly last: Tensor;
  /** 1 for an utterance whose labels fit, else 0: [B, 1, 1]. */
  readonly fits: Tensor;
  /** Nothing for a state past the end, else 0: [B, 1, S]. */
  readonly outside: Tensor;
  /** 0 where a path may end, else nothing: [B, S]. */
  readonly ends: Tensor;
  /** 0 where a path may leap into a state from two before it, else nothing: [B, S]. */
  readonly leaps: Tensor;
  /** 0 where a path may leap out of a state to two after it, else nothing: [B, S]. */
  readonly leapsAhead: Tensor;
}

function latticeOf(states: CtcStates, batch: number, frames: number): Lattice {
  const { most, counts, frames: valid } = states;
  const table = (size: number, shape: number[], of: (row: number, i: number) => number): Tensor =>
    tensor(
      Float32Array.from({ length: batch * size }, (_, at) => of(Math.floor(at / size), at % size)),
      shape,
      'float32',
    );
  const allowed = (yes: boolean): number => (yes ? 0 : LOG_NOTHING);
  const count = (row: number): number => counts[row] ?? 0;
  return {
    inside: table(frames, [batch, frames, 1], (row, t) => (t < (valid[row] ?? 0) ? 1 : 0)),
    last: table(frames, [batch, frames, 1], (row, t) => (t === (valid[row] ?? 0) - 1 ? 1 : 0)),
    fits: table(1, [batch, 1, 1], (row) => (count(row) > 0 ? 1 : 0)),
    outside: table(most, [batch, 1, most], (row, s) => allowed(s < count(row))),
    ends: table(most, [batch, most], (row, s) => allowed(s < count(row) && s >= count(row) - 2)),
    leaps: table(most, [batch, most], (row, s) => allowed(mayLeap(states, row, s))),
    leapsAhead: table(most, [batch, most], (row, s) => allowed(s + 2 < most && mayLeap(states, row, s + 2))),
  };
}

/** log(e^a + e^b + e^c) */
function logSum3(a: Tensor, b: Tensor, c: Tensor): Tensor {
  const top = maximum(maximum(a, b), c);
  return add(top, log(addN([exp(sub(a, top)), exp(sub(b, top)), exp(sub(c, top))])));
}

const nothing = (batch: number, size: number): Tensor => fill([batch, size], LOG_NOTHING);

/**
 * How likely the beginning of an utterance is, ending in each state of each frame.
 * @param emissions [B, T, S]
 * @returns logarithms `rows`, [B, T, S], each frame's less its share of `shifts`, [B, T], and those of the frames before
 */
function forward(emissions: Tensor, { leaps }: Lattice): { rows: Tensor; shifts: Tensor } {
  const [batch = 0, frames = 0, most = 0] = emissions.shape;
  const rows: Tensor[] = [];
  const shifts: Tensor[] = [];
  // Two states ahead of the first, in the second of which a path begins.
  let before: Tensor = concat([nothing(batch, 1), zeros([batch, 1]), nothing(batch, most)], 1);
  for (let t = 0; t < frames; t++) {
    const [row, shift, next] = tidy((): [Tensor, Tensor, Tensor] => {
      const leapt = add(columns(before, 0, most), leaps);
      const sums = logSum3(columns(before, 2, most + 2), columns(before, 1, most + 1), leapt);
      const whole = add(sums, frameOf(emissions, t));
      const shift = floor(max(whole, 1, true));
      const row = sub(whole, shift);
      return [row, reshape(shift, [batch]), concat([nothing(batch, 2), row], 1)];
    });
    before = next;
    rows.push(row);
    shifts.push(shift);
  }
  return { rows: stack(rows, 1), shifts: stack(shifts, 1) };
}

/**
 * How likely the rest of an utterance is, after each state of each frame.
 * @param emissions [B, T, S]
 * @returns logarithms, [B, T, S], each frame's less a number of its own
 */
function backward(emissions: Tensor, { leapsAhead, ends, last, inside }: Lattice): Tensor {
  const [batch = 0, frames = 0, most = 0] = emissions.shape;
  const rows: Tensor[] = [];
  let after: Tensor = nothing(batch, most + 2);
  for (let t = frames - 1; t >= 0; t--) {
    const [row, next] = tidy((): [Tensor, Tensor] => {
      const leapt = add(columns(after, 2, most + 2), leapsAhead);
      const onward = logSum3(columns(after, 0, most), columns(after, 1, most + 1), leapt);
      // In the last valid frame all paths come together.
      const row = maximum(onward, add(ends, mul(sub(1, frameOf(last, t)), LOG_NOTHING)));
      const whole = add(row, frameOf(emissions, t));
      const shift = mul(floor(max(whole, 1, true)), frameOf(inside, t));
      return [row, concat([sub(whole, shift), nothing(batch, 2)], 1)];
    });
    after = next;
    rows[t] = row;
  }
  return stack(rows, 1);
}
