import { describe, expect, it } from 'vitest';
import { Machine } from '../machine.ts';
import { biasGradient } from './bias-gradient.ts';

describe('the way back through a ReLU', () => {
  it.each([1, 3, 4, 7, 8])(
    'lets through where the output is not a number, as PyTorch does: %d columns',
    async (columns) => {
      const machine = await Machine.create(null);
      const outputs = [1, 0, NaN, -0, Infinity, -1, 1e-45];
      const y = Float32Array.from({ length: 7 * columns }, (_, i) => outputs[i % 7]!);
      const dy = Float32Array.from(y, (_, i) => 1 + i);
      const through = dy.map((value, i) => (y[i]! <= 0 ? 0 : value));
      machine.heap.scope((room) => {
        const [from, output, dz] = [dy, y, y].map((values) => {
          const address = room(values.byteLength);
          new Float32Array(machine.memory.buffer, address, values.length).set(values);
          return address;
        });
        const sums = room(4 * columns);
        biasGradient(machine, from!, sums, [7, columns], { y: output!, dz: dz! });
        const read = (address: number, length: number) => new Float32Array(machine.memory.buffer, address, length);
        expect(read(dz!, y.length)).toEqual(through);
        const known = Float32Array.from({ length: columns }, (_, column) =>
          through.reduce((sum, value, i) => (i % columns === column ? sum + value : sum), 0),
        );
        expect(read(sums, columns)).toEqual(known);
      });
    },
  );
});
