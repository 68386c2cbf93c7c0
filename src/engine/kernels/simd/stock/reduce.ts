import { backend_util, util, type NamedAttrMap } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.ts';
import { biasGradient } from '../ops/bias-gradient.ts';
import { Binary, binary, rowSums } from '../ops/elementwise.ts';
import { floatInput, type Replacement } from './replacement.ts';

/** A sum over everything is one of such segments, summed apart whatever the number of threads. */
const SEGMENT = 32_768;

/** Sums and means over the first axes, the last ones, or all. */
function replacement(name: string, factorOf: (count: number) => number): Replacement {
  return {
    name,
    compute(backend, inputs, attrs) {
      const x = floatInput(inputs, 'x');
      const plan = x && planOf(x.shape, attrs);
      if (!x || !plan) return null;
      const { rows, columns, shape } = plan;
      const { machine } = backend;
      const output = backend.createInfo(shape);
      const [from, to] = [backend.addressOf(x), backend.addressOf(output)];
      if (plan.over === 'columns') {
        const factor = factorOf(columns);
        if (rows === 1 && columns > SEGMENT) sumOfAll(backend, from, columns, to, factor);
        else rowSums(machine, from, to, { rows, columns }, factor);
      } else {
        biasGradient(machine, from, to, [rows, columns]);
        const factor = factorOf(rows);
        if (factor !== 1) scale(backend, to, columns, factor);
      }
      return output;
    },
  };
}

interface Plan {
  readonly rows: number;
  readonly columns: number;
  readonly over: 'rows' | 'columns';
  readonly shape: number[];
}

function planOf(shape: number[], { axis, keepDims }: NamedAttrMap): Plan | null {
  const axes = util.parseAxisParam((axis ?? null) as number | number[], shape);
  const sorted = [...axes].sort((a, b) => a - b);
  const [kept, reduced] = backend_util.computeOutAndReduceShapes(shape, sorted);
  const [outer, inner] = [util.sizeFromShape(kept), util.sizeFromShape(reduced)];
  if (outer * inner === 0) return null;
  const out = keepDims === true ? backend_util.expandShapeToKeepDim(kept, sorted) : kept;
  const isLast = sorted.every((own, i) => own === shape.length - sorted.length + i);
  if (isLast) return { rows: outer, columns: inner, over: 'columns', shape: out };
  const isFirst = sorted.every((own, i) => own === i);
  return isFirst ? { rows: inner, columns: outer, over: 'rows', shape: out } : null;
}

function sumOfAll({ machine }: SimdBackend, from: number, size: number, to: number, factor: number): void {
  const [whole, rest] = [Math.floor(size / SEGMENT), size % SEGMENT];
  machine.heap.scope((room) => {
    const parts = room(4 * (whole + 1));
    rowSums(machine, from, parts, { rows: whole, columns: SEGMENT });
    rowSums(machine, from + 4 * whole * SEGMENT, parts + 4 * whole, { rows: 1, columns: rest });
    rowSums(machine, parts, to, { rows: 1, columns: whole + 1 }, factor);
  });
}

function scale({ machine }: SimdBackend, at: number, size: number, factor: number): void {
  machine.heap.scope((room) => {
    const address = room(4);
    new Float32Array(machine.memory.buffer, address, 1)[0] = factor;
    binary(machine, Binary.multiply, { address: at }, { address, scalar: true }, at, size);
  });
}

export const reduceKernels: readonly Replacement[] = [
  replacement('Sum', () => 1),
  replacement('Mean', (count) => 1 / count),
];
