import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { memory } from '../../../../tensor/index.ts';
import { useBackend } from '../../../../tensor/testing/node-backends.ts';
import { drawLayer, expectKnown, runLayer } from '../../../testing/recurrent-layer.ts';
import { useProductDesign } from '../../product/index.ts';
import { limitRecurrence } from './plan.ts';

const kinds = ['gru', 'lstm'] as const;
const designs = ['tiled', 'direct'] as const;

/** Widths that fill no four, more units than invocations, rows that fill no workgroup. */
const shapes = [
  { batch: 1, frames: 1, inputs: 1, units: 1 },
  { batch: 2, frames: 5, inputs: 3, units: 3, lengths: [5, 2], reverse: true },
  { batch: 5, frames: 6, inputs: 7, units: 30, lengths: [6, 0, 1, 5, 3] },
  { batch: 5, frames: 4, inputs: 4, units: 32, lengths: [0, 4, 1, 2, 3], reverse: true },
  { batch: 3, frames: 4, inputs: 2, units: 5, lengths: [0, 0, 0] },
  { batch: 3, frames: 3, inputs: 5, units: 130, lengths: [3, 1, 2] },
  { batch: 1, frames: 2, inputs: 3, units: 300 },
  { batch: 130, frames: 2, inputs: 2, units: 4 },
] as const;

const cases = kinds.flatMap((kind) =>
  shapes.map((shape) => ({
    name: `${kind} ${shape.batch}x${shape.frames}x${shape.inputs}, ${shape.units} units`,
    layer: drawLayer({ kind, ...shape }),
  })),
);

beforeAll(() => useBackend('webgpu'), 60_000);
afterEach(() => {
  useProductDesign('tiled');
  limitRecurrence({});
});

describe.each(designs)('recurrent layers on webgpu, %s', (design) => {
  it.each(cases)('$name agree with float64', async ({ layer }) => {
    useProductDesign(design);
    const before = memory().numTensors;
    expectKnown(await runLayer(layer), layer);
    expect(memory().numTensors - before).toBeLessThanOrEqual(1);
  });
});
