import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { slice, tensor } from '../../tensor/index.ts';
import { useBackend } from '../../tensor/testing/node-backends.ts';

beforeAll(() => useBackend('wasm'));

const axis = fc
  .integer({ min: 1, max: 5 })
  .chain((side) =>
    fc
      .tuple(fc.integer({ min: 0, max: side - 1 }), fc.integer({ min: 0, max: side }))
      .map(([begin, asked]) => ({ side, begin, size: Math.min(asked, side - begin) })),
  );

it('cuts what was asked for, in any rank', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(axis, { minLength: 1, maxLength: 6 }), async (axes) => {
      const shape = axes.map(({ side }) => side);
      const x = tensor(
        Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
        shape,
      );
      const part = slice(
        x,
        axes.map(({ begin }) => begin),
        axes.map(({ size }) => size),
      );
      const expected: number[] = [];
      const walk = (depth: number, offset: number): void => {
        const own = axes[depth];
        if (!own) return void expected.push(offset);
        for (let i = 0; i < own.size; i++) walk(depth + 1, offset * own.side + own.begin + i);
      };
      walk(0, 0);
      expect(part.shape).toEqual(axes.map(({ size }) => size));
      expect(Array.from(await part.data())).toEqual(expected);
      x.dispose();
      part.dispose();
    }),
    { numRuns: 200 },
  );
});

it('keeps the type of what it cuts', async () => {
  const flags = slice(tensor([true, false, true, true], [4], 'bool'), [1], [2]);
  const counts = slice(tensor([1, 2, 3, 4], [2, 2], 'int32'), [0, 1], [2, 1]);
  expect([flags.dtype, Array.from(await flags.data())]).toEqual(['bool', [0, 1]]);
  expect([counts.dtype, Array.from(await counts.data())]).toEqual(['int32', [2, 4]]);
});
