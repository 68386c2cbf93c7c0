import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memory } from '../../../tensor/index.ts';
import { drawLayer, expectKnown, runLayer } from '../../testing/recurrent-layer.ts';
import type { LayerCase } from '../../testing/recurrent-reference.ts';
import { useBuild } from '../testing/use-build.ts';

const kinds = ['gru', 'lstm'] as const;
const directions = [false, true] as const;

/** Widths and numbers that divide by nothing, several numbers of rows a chunk. */
const shapes = [
  { batch: 1, frames: 1, inputs: 1, units: 1 },
  { batch: 1, frames: 7, inputs: 5, units: 3, lengths: [4] },
  { batch: 5, frames: 6, inputs: 3, units: 9, lengths: [6, 0, 1, 5, 3] },
  { batch: 9, frames: 37, inputs: 13, units: 17, lengths: [37, 20, 1, 0, 5, 36, 37, 9, 2] },
  { batch: 3, frames: 4, inputs: 2, units: 5, lengths: [0, 0, 0] },
  { batch: 33, frames: 19, inputs: 40, units: 24, lengths: Array.from({ length: 33 }, (_, i) => (i * 7) % 20) },
  { batch: 2, frames: 1000, inputs: 4, units: 6, lengths: [1000, 731] },
  { batch: 4, frames: 3, inputs: 6, units: 264 },
  // More rows a chunk than a power of two.
  { batch: 150, frames: 6, inputs: 3, units: 8 },
  // Larger than the scratch memory of a thread.
  { batch: 5, frames: 2, inputs: 70_001, units: 1 },
] as const;

const named = kinds.flatMap((kind) =>
  directions.flatMap((reverse) =>
    shapes.map((shape) => ({
      name: `${kind} ${shape.batch}x${shape.frames}x${shape.inputs}, ${shape.units} units${reverse ? ', in reverse' : ''}`,
      layer: drawLayer({ kind, reverse, ...shape }),
    })),
  ),
);

describe.each(['relaxed', 'plain', 'unshared'] as const)('recurrent layers of the build %s', (build) => {
  it.each(named)('$name agree with float64', async ({ layer }) => {
    const machine = await useBuild(build);
    const before = { tensors: memory().numTensors, bytes: machine.heap.usedBytes };
    expectKnown(await runLayer(layer), layer);
    expect({ tensors: memory().numTensors, bytes: machine.heap.usedBytes }).toEqual(before);
  });
});

describe('recurrent layers', () => {
  it.each(kinds)('give the same bits with any number of threads: %s', async (kind) => {
    for (const [batch, units] of [
      [41, 20],
      [13, 33],
      [70, 5],
    ] as const) {
      const lengths = Array.from({ length: batch }, (_, i) => (i * 5) % 18);
      const layer = drawLayer({ kind, batch, frames: 17, inputs: 10, units, lengths });
      await useBuild('relaxed', 1);
      const alone = await runLayer(layer);
      for (const threads of [2, 3]) {
        await useBuild('relaxed', threads);
        expect(await runLayer(layer)).toEqual(alone);
      }
    }
    await useBuild('relaxed', 1);
  });

  const anyLayer = fc
    .record({
      kind: fc.constantFrom(...kinds),
      batch: fc.integer({ min: 1, max: 10 }),
      frames: fc.integer({ min: 1, max: 9 }),
      inputs: fc.integer({ min: 1, max: 9 }),
      units: fc.integer({ min: 1, max: 18 }),
      reverse: fc.boolean(),
      seed: fc.integer(),
      part: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
    })
    .map(({ part, seed, ...shape }) =>
      drawLayer({ ...shape, lengths: part.slice(0, shape.batch).map((p) => Math.round(p * shape.frames)) }, seed),
    );
  const runs = { numRuns: 40 };

  /** The first `kept` frames of every row, then `more` frames of `filling`. */
  function refill(values: ArrayLike<number>, layer: LayerCase, width: number, more: number, filling: number): number[] {
    return Array.from({ length: layer.batch }, (_, row) =>
      Array.from({ length: (layer.frames + more) * width }, (_, i) =>
        i < layer.lengths[row]! * width ? values[row * layer.frames * width + i]! : filling,
      ),
    ).flat();
  }

  it('do not see what lies past the end of a row, nor how much of it', async () => {
    await useBuild('relaxed');
    await fc.assert(
      fc.asyncProperty(anyLayer, fc.integer({ min: 0, max: 5 }), async (layer, more) => {
        const { inputs, units } = layer;
        const short = { ...layer, dy: refill(layer.dy, layer, units, 0, 0) };
        const long = {
          ...layer,
          frames: layer.frames + more,
          x: refill(layer.x, layer, inputs, more, NaN),
          dy: refill(layer.dy, layer, units, more, 0),
        };
        const [a, b] = [await runLayer(short), await runLayer(long)];
        for (const part of ['input', 'hidden', 'inputBias', 'hiddenBias'] as const) expect(b[part]).toEqual(a[part]);
        const valid = (values: Float32Array, frames: number, width: number): number[] =>
          refill(values, { ...layer, frames }, width, 0, 0).filter(
            (_, i) => i % (frames * width) < layer.frames * width,
          );
        expect(valid(b.y, long.frames, units)).toEqual(valid(a.y, layer.frames, units));
        expect(valid(b.x, long.frames, inputs)).toEqual(valid(a.x, layer.frames, inputs));
      }),
      runs,
    );
  });

  it('in reverse do as on frames turned around', async () => {
    await useBuild('relaxed');
    await fc.assert(
      fc.asyncProperty(anyLayer, async (any) => {
        const full = { ...any, reverse: true, lengths: any.lengths.map(() => any.frames) };
        const turn = (values: ArrayLike<number>, width: number): Float32Array =>
          Float32Array.from(values, (_, i) => {
            const [row, frame] = [Math.floor(i / width / full.frames), Math.floor(i / width) % full.frames];
            return values[(row * full.frames + full.frames - 1 - frame) * width + (i % width)]!;
          });
        const { inputs, units } = full;
        const there = await runLayer({ ...full, reverse: false, x: turn(full.x, inputs), dy: turn(full.dy, units) });
        expect(await runLayer(full)).toEqual({ ...there, y: turn(there.y, units), x: turn(there.x, inputs) });
      }),
      runs,
    );
  });

  it('take each row by itself, whatever the others hold', async () => {
    await useBuild('relaxed');
    await fc.assert(
      fc.asyncProperty(anyLayer, fc.nat(), async (layer, which) => {
        const row = which % layer.batch;
        const { inputs, units } = layer;
        const own = (width: number): [number, number] => [row * layer.frames * width, (row + 1) * layer.frames * width];
        const of = (values: ArrayLike<number>, width: number): Float32Array =>
          Float32Array.from(values).slice(...own(width));
        const alone = (values: ArrayLike<number>, width: number): Float32Array =>
          Float32Array.from(values, (value, i) => (i >= own(width)[0] && i < own(width)[1] ? value : NaN));
        const all = await runLayer({ ...layer, x: alone(layer.x, inputs), dy: alone(layer.dy, units) });
        const lengths = [layer.lengths[row]!];
        const one = await runLayer({ ...layer, batch: 1, lengths, x: of(layer.x, inputs), dy: of(layer.dy, units) });
        expect([one.y, one.x]).toEqual([of(all.y, units), of(all.x, inputs)]);
      }),
      { numRuns: 100 },
    );
  });

  it.each(kinds)('let a NaN be seen: %s', async (kind) => {
    await useBuild('relaxed');
    const layer = drawLayer({ kind, batch: 3, frames: 4, inputs: 5, units: 11, lengths: [4, 2, 3] });
    for (const part of ['x', 'input', 'hidden', 'inputBias', 'hiddenBias'] as const) {
      const values = Float32Array.from(layer[part]);
      values[0] = NaN;
      const got = await runLayer({ ...layer, [part]: values });
      for (const seen of ['y', 'input', 'hidden', 'inputBias'] as const)
        expect(got[seen].some(Number.isNaN), `${part}, ${seen}`).toBe(true);
    }
    for (const frame of [0, 3]) {
      const dy = Float32Array.from(layer.dy);
      // Row 1 ends before frame 3, which repeats its last state.
      dy[(4 + frame) * 11] = NaN;
      const got = await runLayer({ ...layer, dy });
      for (const seen of ['input', 'hidden', 'inputBias', 'hiddenBias', 'x'] as const)
        expect(got[seen].some(Number.isNaN), seen).toBe(true);
    }
  });

  it('of no rows have no gradient', async () => {
    await useBuild('relaxed');
    const got = await runLayer(drawLayer({ kind: 'gru', batch: 0, frames: 3, inputs: 2, units: 2 }));
    expect(got.y).toHaveLength(0);
    expect(got.hidden).toEqual(new Float32Array(12));
  });
});
