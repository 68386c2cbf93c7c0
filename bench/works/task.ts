import { netOf, type NetId } from './net.ts';
import { RECOGNISER, recogniserCost, type UtteranceSizes } from './recogniser.ts';

/** A product a b, [m, k] by [k, n], sides stored transposed where said. */
export interface ProductShape {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** Where it is met. */
  readonly use: string;
}

/** One piece of work that contestants do in turn. Plain JSON: it travels to workers, processes and Python. */
export type Task =
  | { readonly kind: 'net'; readonly net: NetId; readonly batch: number }
  | { readonly kind: 'product'; readonly shape: ProductShape }
  | ({ readonly kind: 'ctc' | 'recogniser'; readonly batch: number } & UtteranceSizes)
  | { readonly kind: 'log-mel'; readonly seconds: number };

/** Sentences of 2.7 s at 100 frames a second, in letters. */
export const sentenceSizes: UtteranceSizes = { frames: 268, classes: 30, labels: 40 };

const forward = { transposeA: false, transposeB: true };
const weightGradient = { transposeA: true, transposeB: false };

/** Products that the nets do at batch 32, and the textbook's. */
export const productShapes: readonly ProductShape[] = [
  { m: 512, k: 512, n: 512, transposeA: false, transposeB: false, use: 'for comparison' },
  { m: 32, k: 3920, n: 256, ...forward, use: 'DNN, first layer' },
  { m: 256, k: 32, n: 3920, ...weightGradient, use: "DNN, first layer's gradient" },
  { m: 3136, k: 40, n: 384, ...forward, use: 'GRU, inputs of all frames' },
  { m: 32, k: 128, n: 384, ...forward, use: 'GRU, state of one frame' },
  { m: 384, k: 3136, n: 128, ...weightGradient, use: 'GRU, gradient of all frames' },
  { m: 32_000, k: 64, n: 64, ...forward, use: 'CNN, pointwise' },
  { m: 64, k: 32_000, n: 64, ...weightGradient, use: "CNN, pointwise's gradient" },
];

/**
 * Floating point operations of one step: two a multiply-accumulate. A training step does each of the forward pass's
 * once forward, once for the gradient of the weights and once for the gradient of the input, which data does not need.
 * Elementwise work, the loss and Adam are not counted, so nobody gains by doing more of them.
 * @returns null where the work is not made of products
 */
export function flopsOf(task: Task): number | null {
  switch (task.kind) {
    case 'net': {
      const { macs, dataMacs } = netOf(task.net);
      return 2 * task.batch * (3 * macs - dataMacs);
    }
    case 'recogniser': {
      const { macs, dataMacs } = recogniserCost(task);
      return 2 * task.batch * (3 * macs - dataMacs);
    }
    case 'product':
      return 2 * task.shape.m * task.shape.k * task.shape.n;
    case 'ctc':
    case 'log-mel':
      return null;
  }
}

/** The name of the work in tables and files. */
export function workOf(task: Task): string {
  switch (task.kind) {
    case 'net':
      return task.net;
    case 'product': {
      const { m, k, n, transposeA, transposeB } = task.shape;
      return `product ${m}x${k}${transposeA ? "'" : ''} ${k}x${n}${transposeB ? "'" : ''}`;
    }
    case 'ctc':
    case 'recogniser':
    case 'log-mel':
      return task.kind;
  }
}

export function titleOf(task: Task): string {
  switch (task.kind) {
    case 'net':
      return `${netOf(task.net).title}, batch ${task.batch}`;
    case 'product':
      return `${workOf(task)} (${task.shape.use})`;
    case 'ctc':
      return `CTC and its gradient, ${task.frames} frames, ${task.classes} classes, ${task.labels} labels, batch ${task.batch}`;
    case 'recogniser':
      return `${RECOGNISER.title}, ${task.frames} frames, ${task.labels} labels, batch ${task.batch}`;
    case 'log-mel':
      return `log-mel 40 of ${task.seconds / 60} minutes of audio at 16 kHz`;
  }
}

export function batchOf(task: Task): number | null {
  return 'batch' in task ? task.batch : null;
}
