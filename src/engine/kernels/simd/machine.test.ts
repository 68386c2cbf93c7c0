import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { allowRelaxedSimd, startKernelThread } from '../../../cli/kernel-thread.ts';
import { Rng } from '../../core/rng.ts';
import { compileKernels, type KernelBuild } from './builds.ts';
import { Helper } from './layout.ts';
import { Machine } from './machine.ts';
import { biasGradient } from './ops/bias-gradient.ts';
import { product, type Epilogue } from './ops/product.ts';
import { helpersOf } from './threads.ts';

interface Size {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

interface Case extends Size {
  readonly turnA: boolean;
  readonly turnB: boolean;
  readonly bias: boolean;
  readonly relu: boolean;
}

const draw = (size: number, seed: number): Float32Array => {
  const rng = Rng.fromSeed(seed);
  return Float32Array.from({ length: size }, () => rng.uniform(-1, 1));
};

/** Puts numbers into the memory of a machine, gives them to some work, and takes everything out again. */
function within<T>(machine: Machine, inputs: readonly Float32Array[], work: (addresses: number[]) => T): T {
  return machine.heap.scope((room) =>
    work(
      inputs.map((values) => {
        const address = room(values.byteLength);
        floats(machine, address, values.length).set(values);
        return address;
      }),
    ),
  );
}

const floats = (machine: Machine, address: number, length: number): Float32Array =>
  new Float32Array(machine.memory.buffer, address, length);

/** How far a product is from float64 at most, in proportion to the sizes of what is added. */
function worstOf(result: Float32Array, sizes: Case): number {
  return naive(sizes).reduce((most, { value, size }, i) => {
    const error = Math.abs(result[i]! - value) / size;
    return Number.isNaN(error) ? Infinity : Math.max(most, error);
  }, 0);
}

/** C of a product, whose place held NaN before. */
function multiply(machine: Machine, { rows, columns, depth, turnA, turnB, bias, relu }: Case): Float32Array {
  const inputs = [draw(rows * depth, 1), draw(depth * columns, 2), draw(columns, 3)];
  return within(machine, [...inputs, new Float32Array(rows * columns).fill(NaN)], ([a, b, add, c]) => {
    const epilogue: Epilogue = { bias: bias ? add! : 0, relu };
    product(
      machine,
      { address: a!, stride: turnA ? rows : depth, transposed: turnA },
      { address: b!, stride: turnB ? depth : columns, transposed: turnB },
      { address: c!, stride: columns },
      { rows, columns, depth },
      epilogue,
    );
    return floats(machine, c!, rows * columns).slice();
  });
}

/** The same in float64; with the sum of the sizes of what is added, to which errors are in proportion. */
function naive({ rows, columns, depth, turnA, turnB, bias, relu }: Case): { value: number; size: number }[] {
  const [a, b, add] = [draw(rows * depth, 1), draw(depth * columns, 2), draw(columns, 3)];
  return Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let [value, size] = [0, 0];
    for (let k = 0; k < depth; k++) {
      const term = a[turnA ? k * rows + row : row * depth + k]! * b[turnB ? column * depth + k : k * columns + column]!;
      value += term;
      size += Math.abs(term);
    }
    if (bias) value += add[column]!;
    return { value: relu ? Math.max(0, value) : value, size: size + 1 };
  });
}

/** Whether two results are the same to the last bit; NaN is not in either. */
const alike = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

/** Puts so many threads to work and waits until all have begun. */
async function begin(machine: Machine, threads: number): Promise<void> {
  machine.setThreads(threads);
  const serving = (): number => helpersOf(machine.memory).filter((state) => state % 4 === Helper.serving).length;
  while (serving() < machine.threads - 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

const side = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 127), fc.integer({ min: 0, max: 70 }));
const cases = fc.record({
  rows: side,
  columns: side,
  depth: fc.oneof(side, fc.constantFrom(257, 521, 1031)),
  turnA: fc.boolean(),
  turnB: fc.boolean(),
  bias: fc.boolean(),
  relu: fc.boolean(),
});

const builds: KernelBuild[] = ['relaxed', 'plain', 'unshared'];
const machines = new Map<KernelBuild, Machine>();
const machineOf = (build: KernelBuild): Machine => machines.get(build)!;

beforeAll(async () => {
  allowRelaxedSimd();
  for (const build of builds) machines.set(build, await Machine.create(startKernelThread, build));
});
afterEach(() => machines.forEach((machine) => machine.setThreads(1)));

describe.each(builds)('the product of the build %s', (build) => {
  it('is that of float64, the same bits on one, two and three threads', () => {
    const machine = machineOf(build);
    fc.assert(
      fc.property(cases, (sizes) => {
        machine.setThreads(1);
        const one = multiply(machine, sizes);
        expect(worstOf(one, sizes)).toBeLessThan(1e-6);
        for (const threads of [2, 3]) {
          machine.setThreads(threads);
          expect(alike(multiply(machine, sizes), one)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
    expect(machine.heap.usedBytes).toBe(0);
  });

  it.each<Size>([
    { rows: 8_333, columns: 21, depth: 37 },
    { rows: 8_195, columns: 8, depth: 256 },
    { rows: 9, columns: 13, depth: 5_003 },
  ])('is that of float64 where the next of $rows x $columns x $depth is fetched ahead', (size) => {
    for (const [turnA, epilogue] of [
      [false, true],
      [true, false],
    ] as const) {
      const sizes: Case = { ...size, turnA, turnB: false, bias: epilogue, relu: epilogue };
      expect(worstOf(multiply(machineOf(build), sizes), sizes)).toBeLessThan(1e-6);
    }
  });

  it.each<Size>([
    { rows: 300, columns: 260, depth: 129 },
    { rows: 32, columns: 512, depth: 700 },
    { rows: 64, columns: 40, depth: 3001 },
    { rows: 8_333, columns: 21, depth: 37 },
  ])('is large enough for helpers with $rows x $columns x $depth', async (size) => {
    const machine = machineOf(build);
    const turned = [false, true].flatMap((turnA) => [false, true].map((turnB) => ({ turnA, turnB })));
    const wholes = turned.map((sides): Case => ({ ...size, ...sides, bias: false, relu: false }));
    const known = wholes.map((whole) => multiply(machine, whole));
    await begin(machine, 3);
    for (let time = 0; time < 3; time++)
      wholes.forEach((whole, i) => expect(alike(multiply(machine, whole), known[i]!)).toBe(true));
  });
});

describe('what is fetched ahead', () => {
  it.each<Size & { turnA: boolean }>([
    { rows: 8_333, columns: 21, depth: 37, turnA: false },
    { rows: 9, columns: 13, depth: 5_003, turnA: true },
  ])('ends where the memory does: $rows x $columns x $depth', ({ rows, columns, depth, turnA }) => {
    const machine = machineOf('unshared');
    const a = draw(rows * depth, 1);
    const last = machine.memory.buffer.byteLength - a.byteLength;
    floats(machine, last, a.length).set(a);
    const [b, c] = [draw(depth * columns, 2), new Float32Array(rows * columns)];
    const result = within(machine, [b, c], ([b, c]) => {
      const from = { address: last, stride: turnA ? rows : depth, transposed: turnA };
      const to = { address: c!, stride: columns };
      product(machine, from, { address: b!, stride: columns }, to, { rows, columns, depth });
      return floats(machine, c!, rows * columns).slice();
    });
    const sizes: Case = { rows, columns, depth, turnA, turnB: false, bias: false, relu: false };
    expect(worstOf(result, sizes)).toBeLessThan(1e-6);
  });
});

describe('the builds', () => {
  it('plain and unshared give the same bits', () => {
    const sizes: Case = { rows: 37, columns: 41, depth: 600, turnA: true, turnB: false, bias: true, relu: false };
    expect(multiply(machineOf('unshared'), sizes)).toEqual(multiply(machineOf('plain'), sizes));
  });

  it('take the largest shared memory whose addresses can be had', async () => {
    const { Memory } = WebAssembly;
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function (descriptor) {
      if (descriptor.shared && descriptor.maximum! > 20_000) throw new RangeError('could not allocate memory');
      return new Memory(descriptor);
    });
    const { build, maximumPages } = await compileKernels();
    vi.restoreAllMocks();
    expect({ build, maximumPages }).toEqual({ build: 'relaxed', maximumPages: 16_384 });
  });

  it('unshared stays on one thread, the others take at most 16', () => {
    machineOf('unshared').setThreads(4);
    expect(machineOf('unshared').threads).toBe(1);
    const plain = machineOf('plain');
    plain.setThreads(99);
    expect(plain.threads).toBe(16);
    plain.setThreads(0);
    expect(plain.threads).toBe(1);
  });
});

describe('the sums of columns', () => {
  it('are those of float64, gated or not, the same bits on any number of threads', () => {
    const machine = machineOf('relaxed');
    const size = fc.constantFrom(1, 2, 3, 5, 17, 1023, 1024, 1025, 3000);
    fc.assert(
      fc.property(size, fc.constantFrom(1, 3, 4, 7, 33), fc.boolean(), (rows, columns, gated) => {
        const [dy, y] = [draw(rows * columns, 4), draw(rows * columns, 5)];
        const run = (threads: number): [Float32Array, Float32Array] => {
          machine.setThreads(threads);
          const outputs = [new Float32Array(columns), new Float32Array(rows * columns)];
          return within(machine, [dy, y, ...outputs], ([from, output, sums, dz]) => {
            biasGradient(machine, from!, sums!, [rows, columns], gated ? { y: output!, dz: dz! } : undefined);
            return [floats(machine, sums!, columns).slice(), floats(machine, dz!, rows * columns).slice()];
          });
        };
        const [sums, gates] = run(1);
        const through = dy.map((value, i) => (!gated || y[i]! > 0 ? value : 0));
        for (let column = 0; column < columns; column++) {
          let sum = 0;
          for (let row = 0; row < rows; row++) sum += through[row * columns + column]!;
          expect(Math.abs(sums[column]! - sum)).toBeLessThan(1e-6 * (rows + 1));
        }
        if (gated) expect(alike(gates, through)).toBe(true);
        expect(run(3).map((values, i) => alike(values, [sums, gates][i]!))).toEqual([true, true]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the threads', () => {
  it('come and go between tasks without a trace', async () => {
    const machine = machineOf('relaxed');
    const sizes: Case = { rows: 300, columns: 128, depth: 90, turnA: false, turnB: false, bias: true, relu: true };
    const one = multiply(machine, sizes);
    for (const threads of [2, 4, 3, 1, 2]) {
      // Once while they begin, once when they have begun.
      machine.setThreads(threads);
      expect(machine.threads).toBe(threads);
      expect(alike(multiply(machine, sizes), one)).toBe(true);
      await begin(machine, threads);
      expect(alike(multiply(machine, sizes), one)).toBe(true);
    }
  });

  it('are as many as wanted, however often that changes before they begin', async () => {
    const machine = machineOf('plain');
    for (let time = 0; time < 100; time++) machine.setThreads(1 + (time % 3));
    await begin(machine, 3);
    expect(machine.threads).toBe(3);
  });

  it('report a kernel that fails in any of them', async () => {
    const machine = machineOf('relaxed');
    const beyond = 0xfffffff0;
    for (const threads of [1, 3]) {
      await begin(machine, threads);
      // Reads beyond the end of the memory, in each of 40 chunks.
      expect(() => machine.run('rowSums', 40, [beyond | 0, beyond | 0, 40, 1000, 1, 0])).toThrow();
    }
    const sizes: Case = { rows: 99, columns: 50, depth: 40, turnA: false, turnB: false, bias: false, relu: false };
    expect(multiply(machine, sizes).every(Number.isFinite)).toBe(true);
  });

  it('refuse tasks that there are none of, and too many arguments', () => {
    const machine = machineOf('plain');
    expect(() => machine.run('nothing', 1, [])).toThrow(RangeError);
    expect(() => machine.run('unary', 1, new Array<number>(99).fill(0))).toThrow(RangeError);
  });
});

it('asks before each task whether it may begin', () => {
  const machine = machineOf('plain');
  const sizes = { rows: 5, columns: 4, depth: 3, turnA: false, turnB: false, bias: false, relu: false };
  let asked = 0;
  machine.betweenTasks = () => void asked++;
  const result = multiply(machine, sizes);
  const once = asked;
  multiply(machine, sizes);
  machine.betweenTasks = null;
  expect(once).toBeGreaterThan(0);
  expect(asked).toBe(2 * once);
  expect(alike(multiply(machine, sizes), result)).toBe(true);
  expect(asked).toBe(2 * once);
});
