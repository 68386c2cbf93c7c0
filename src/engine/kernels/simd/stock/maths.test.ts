import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allowRelaxedSimd } from '../../../../cli/kernel-thread.ts';
import { Machine } from '../machine.ts';
import { Unary, unary } from '../ops/elementwise.ts';

type Name = keyof typeof Unary;

const machines = new Map<'relaxed' | 'plain', Machine>();
beforeAll(async () => {
  allowRelaxedSimd();
  for (const build of ['relaxed', 'plain'] as const) machines.set(build, await Machine.create(null, build));
});
afterEach(() => machines.forEach(({ heap }) => expect(heap.usedBytes).toBe(0)));

function map(build: 'relaxed' | 'plain', name: Name, values: Float32Array): Float32Array {
  const machine = machines.get(build)!;
  return machine.heap.scope((room) => {
    const [from, to] = [room(values.byteLength), room(values.byteLength)];
    new Float32Array(machine.memory.buffer, from, values.length).set(values);
    unary(machine, Unary[name], from, to, values.length);
    return new Float32Array(machine.memory.buffer, to, values.length).slice();
  });
}

/** Every 4999th of all float32 there are, in the order of their bits: both signs, denormal numbers, infinities, NaN. */
function everywhere(): Float32Array {
  const bits = new Uint32Array(Math.ceil(2 ** 32 / 4999));
  for (let i = 0; i < bits.length; i++) bits[i] = i * 4999;
  return new Float32Array(bits.buffer);
}

/** The range where a function moves, evenly. */
const within = (low: number, high: number): Float32Array =>
  Float32Array.from({ length: 200_000 }, (_, i) => low + ((high - low) * i) / 199_999);

const special = Float32Array.of(NaN, Infinity, -Infinity, 0, -0, 1, -1, 1e-45, -1e-45, 3.4e38, -3.4e38, 1.17549435e-38);

const word = new Uint32Array(1);
const one = new Float32Array(word.buffer);

/** The distance from a float32 to the next one. */
function lastPlace(value: number): number {
  one[0] = Math.abs(value);
  word[0]! += 1;
  const next = one[0];
  return Number.isFinite(next) ? next - Math.abs(Math.fround(value)) : 2 ** 104;
}

interface Known {
  readonly exact: (x: number) => number;
  /** Largest error in units of the last place, where the result is at least `least`. */
  readonly places: number;
  /** Below this the error is as small as this. */
  readonly least: number;
  readonly range: readonly [number, number];
}

const known: Partial<Record<Name, Known>> = {
  exp: { exact: Math.exp, places: 2, least: 1.2e-38, range: [-90, 90] },
  log: { exact: Math.log, places: 2, least: 1e-45, range: [0, 4] },
  sigmoid: { exact: (x) => 1 / (1 + Math.exp(-x)), places: 3, least: 1.2e-38, range: [-20, 20] },
  tanh: { exact: Math.tanh, places: 3, least: 1.2e-38, range: [-10, 10] },
  sqrt: { exact: Math.sqrt, places: 0.51, least: 0, range: [0, 100] },
};

describe.each(['relaxed', 'plain'] as const)('functions of the build %s', (build) => {
  it.each(Object.entries(known))('%s is that of Math over the whole range', (name, { exact, places, least, range }) => {
    for (const values of [everywhere(), within(...range), special]) {
      const got = map(build, name as Name, values);
      let worst = { error: 0, x: 0, got: 0 };
      values.forEach((x, i) => {
        const right = exact(x);
        const value = got[i]!;
        const rounded = Math.fround(right);
        if (Object.is(value, rounded) || value === rounded) return;
        // Where the result is too small for a normal number, no more is asked than to be as small.
        const error = Math.abs(value - right) <= least ? 0 : Math.abs(value - right) / lastPlace(right);
        if (!(error <= worst.error)) worst = { error, x, got: value };
      });
      expect(worst.error, `at ${worst.x} it is ${worst.got}`).toBeLessThanOrEqual(places);
    }
  });

  it('log and exp know their ends', () => {
    const ends = Float32Array.of(0, -0, -1, -Infinity, Infinity, NaN, 1);
    expect(Array.from(map(build, 'log', ends))).toEqual([-Infinity, -Infinity, NaN, NaN, Infinity, NaN, 0]);
    const far = Float32Array.of(-Infinity, -200, Infinity, 200, NaN, 0);
    expect(Array.from(map(build, 'exp', far))).toEqual([0, 0, Infinity, Infinity, NaN, 1]);
    expect(Array.from(map(build, 'tanh', far))).toEqual([-1, -1, 1, 1, NaN, 0]);
    expect(map(build, 'sigmoid', far)[4]).toBeNaN();
  });

  it('never leave the range of their values', () => {
    for (const values of [everywhere(), within(-100, 100)]) {
      expect(map(build, 'sigmoid', values).every((y) => Number.isNaN(y) || (y >= 0 && y <= 1))).toBe(true);
      expect(map(build, 'tanh', values).every((y) => Number.isNaN(y) || Math.abs(y) <= 1)).toBe(true);
    }
  });
});
