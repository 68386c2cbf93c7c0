import { grads, tensor } from '@tensorflow/tfjs-core';
import { fusedOps, tensor1d, tidy } from '../../tensor/index.ts';
import type { CtcTargets } from '../../tensor/ops/contract.ts';

/** Utterances with their labels. */
export interface CtcCase {
  readonly frames: number;
  readonly classes: number;
  /** [B, T, K], flat */
  readonly logits: ArrayLike<number>;
  readonly lengths: readonly number[];
  readonly labels: readonly (readonly number[])[];
  readonly blank: number;
}

export interface CtcResult {
  /** [B] */
  readonly losses: Float32Array;
  /** Of the sum of `dy` times the losses, [B, T, K], flat. */
  readonly gradient: Float32Array;
}

export function targetsOf({ lengths, labels, blank }: CtcCase): CtcTargets {
  const width = Math.max(0, ...labels.map(({ length }) => length));
  const padded = new Int32Array(width * labels.length).fill(-1);
  labels.forEach((row, i) => padded.set(row, i * width));
  return {
    lengths: Int32Array.from(lengths),
    labels: padded,
    labelLengths: Int32Array.from(labels, ({ length }) => length),
    blank,
  };
}

/** What the operation of the backend in use gives. @param dy the gradient of the losses, 1 each by default */
export async function runCtc(known: CtcCase, dy: readonly number[] = known.lengths.map(() => 1)): Promise<CtcResult> {
  const shape = [known.lengths.length, known.frames, known.classes];
  const logits = tensor(Float32Array.from(known.logits), shape, 'float32');
  const targets = targetsOf(known);
  const losses = tidy(() => fusedOps().ctc(logits, targets));
  const incoming = tensor1d([...dy], 'float32');
  const gradients = grads((x) => fusedOps().ctc(x, targets))([logits], incoming);
  const result = {
    losses: (await losses.data()) as Float32Array,
    gradient: (await gradients[0]!.data()) as Float32Array,
  };
  for (const used of [logits, losses, incoming, ...gradients]) used.dispose();
  return result;
}

/** Losses and gradients from every path there is, in float64: T frames of K classes have K^T. */
export function overAllPaths(known: CtcCase): { losses: number[]; gradient: number[] } {
  const { frames, classes, lengths, labels, blank } = known;
  const losses: number[] = [];
  const gradient = new Array<number>(lengths.length * frames * classes).fill(0);
  lengths.forEach((length, row) => {
    const at = (t: number, k: number): number => (row * frames + t) * classes + k;
    const probabilities = Array.from({ length }, (_, t) => {
      const powers = Array.from({ length: classes }, (_, k) => Math.exp(known.logits[at(t, k)]!));
      const sum = powers.reduce((a, b) => a + b, 0);
      return powers.map((power) => power / sum);
    });
    let likelihood = 0;
    const through = probabilities.map((frame) => frame.map(() => 0));
    for (let path = 0; path < classes ** length; path++) {
      const symbols = Array.from({ length }, (_, t) => Math.floor(path / classes ** t) % classes);
      const said = symbols.filter((k, t) => k !== blank && k !== symbols[t - 1]);
      if (said.join() !== labels[row]!.join()) continue;
      const probability = symbols.reduce((product, k, t) => product * probabilities[t]![k]!, 1);
      likelihood += probability;
      symbols.forEach((k, t) => (through[t]![k]! += probability));
    }
    losses.push(-Math.log(likelihood));
    if (likelihood === 0) return;
    probabilities.forEach((frame, t) =>
      frame.forEach((p, k) => (gradient[at(t, k)] = p - through[t]![k]! / likelihood)),
    );
  });
  return { losses, gradient };
}

/** What scripts/goldens/ctc.py draws. */
export interface DrawnCase extends Omit<CtcCase, 'logits'> {
  readonly seed: number;
  readonly scale: number;
  /** Added to the blank's logits. */
  readonly lift: number;
}

/** The case with its logits: numbers by Park and Miller's rule, in 64ths. */
export function withLogits<Case extends DrawnCase>(drawn: Case): Case & CtcCase {
  const { seed, scale, lift, frames, classes, blank, lengths } = drawn;
  let state = seed;
  const logits = Float32Array.from({ length: lengths.length * frames * classes }, (_, i) => {
    state = (state * 48_271) % 2_147_483_647;
    const value = Math.floor(((2 * state) / 2_147_483_647 - 1) * scale * 64) / 64;
    return i % classes === blank ? value + lift : value;
  });
  return { ...drawn, logits };
}
