import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FrameQueue } from './frame-queue.ts';

it('gives every frame once and in order, however reader and writer take turns', () => {
  const turns = fc.array(fc.record({ write: fc.nat(90), read: fc.nat(90) }), { maxLength: 20 });
  fc.assert(
    fc.property(turns, (plan) => {
      const queue = new FrameQueue(2);
      let written = 0;
      let read = 0;
      for (const turn of plan) {
        for (let n = 0; n < turn.write; n++, written++) queue.append(Float64Array.of(written, written + 0.5), 0);
        expect(queue.frames).toBe(written - read);
        const out = new Float32Array(1 + 2 * turn.read);
        const count = queue.read(out, 1);
        expect(count).toBe(Math.min(turn.read, written - read));
        for (let n = 0; n < count; n++, read++) expect([out[1 + 2 * n], out[2 + 2 * n]]).toEqual([read, read + 0.5]);
      }
    }),
  );
});
