import { backend_util, util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.ts';
import { Binary, binary, binaryRows, type Side } from '../ops/elementwise.ts';
import { floatInput, type Replacement } from './replacement.ts';

/** Two float32 tensors of shapes that meet in rows and columns: equal ones, a scalar, a row, a column. */
function replacement(name: string, operation: (typeof Binary)[keyof typeof Binary]): Replacement {
  return {
    name,
    compute(backend, inputs) {
      const [a, b] = [floatInput(inputs, 'a'), floatInput(inputs, 'b')];
      if (!a || !b) return null;
      const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
      const plan = planOf(a.shape, b.shape, shape);
      return plan && run(backend, operation, a, b, shape, plan);
    },
  };
}

interface Plan {
  readonly rows: number;
  readonly columns: number;
  readonly a: Pick<Side, 'rowStep' | 'wide'>;
  readonly b: Pick<Side, 'rowStep' | 'wide'>;
}

/** The longest rows in which both sides have a number a column each, or one for all, and likewise a row each. */
function planOf(a: readonly number[], b: readonly number[], shape: readonly number[]): Plan | null {
  for (let split = 0; split <= shape.length; split++) {
    const [sideA, sideB] = [lie(a, shape, split), lie(b, shape, split)];
    if (sideA && sideB)
      return {
        rows: util.sizeFromShape(shape.slice(0, split)),
        columns: util.sizeFromShape(shape.slice(split)),
        a: sideA,
        b: sideB,
      };
  }
  return null;
}

function lie(own: readonly number[], shape: readonly number[], split: number): Plan['a'] | null {
  const padded = [...shape.map(() => 1).slice(own.length), ...own];
  const whole = (from: number, to: number): boolean | null => {
    let [equal, single] = [true, true];
    for (let axis = from; axis < to; axis++) {
      if (padded[axis] !== shape[axis]) equal = false;
      if (padded[axis] !== 1) single = false;
    }
    return equal || (single ? false : null);
  };
  const [rows, wide] = [whole(0, split), whole(split, shape.length)];
  if (rows === null || wide === null) return null;
  return { rowStep: rows ? (wide ? util.sizeFromShape(shape.slice(split)) : 1) : 0, wide };
}

function run(
  backend: SimdBackend,
  operation: (typeof Binary)[keyof typeof Binary],
  a: TensorInfo,
  b: TensorInfo,
  shape: number[],
  plan: Plan,
): TensorInfo {
  const { machine } = backend;
  const output = backend.createInfo(shape);
  const to = backend.addressOf(output);
  const [addressA, addressB] = [backend.addressOf(a), backend.addressOf(b)];
  if (plan.rows === 1) {
    const [left, right] = [
      { address: addressA, scalar: !plan.a.wide },
      { address: addressB, scalar: !plan.b.wide },
    ];
    binary(machine, operation, left, right, to, plan.columns);
  } else binaryRows(machine, operation, { address: addressA, ...plan.a }, { address: addressB, ...plan.b }, to, plan);
  return output;
}

export const binaryKernels: readonly Replacement[] = [
  replacement('Add', Binary.add),
  replacement('Sub', Binary.subtract),
  replacement('Multiply', Binary.multiply),
  replacement('RealDiv', Binary.divide),
  replacement('Maximum', Binary.maximum),
  replacement('Minimum', Binary.minimum),
  {
    name: 'AddN',
    compute(backend, inputs) {
      const terms: TensorInfo[] = Object.values(inputs).filter((term) => term !== undefined);
      const [first, second] = terms;
      if (!first || !second || terms.some(({ dtype }) => dtype !== 'float32')) return null;
      const output = backend.createInfo(first.shape);
      const [to, size] = [backend.addressOf(output), util.sizeFromShape(first.shape)];
      const add = (a: number, b: TensorInfo): void =>
        binary(backend.machine, Binary.add, { address: a }, { address: backend.addressOf(b) }, to, size);
      add(backend.addressOf(first), second);
      for (const term of terms.slice(2)) add(to, term);
      return output;
    },
  },
];
