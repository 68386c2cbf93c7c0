import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';
import { workAhead } from './work-ahead.ts';

test('results come in order, and no more is under way than may be', async () => {
  const items = fc.array(fc.record({ size: fc.nat(10), turns: fc.nat(5), fails: fc.boolean() }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 4 }), fc.nat(15), async (given, most, size) => {
      const underWay = new Set<(typeof given)[number]>();
      const begin = async (item: (typeof given)[number]) => {
        underWay.add(item);
        const sizes = [...underWay].reduce((sum, one) => sum + one.size, 0);
        expect(underWay.size === 1 || (underWay.size <= most && sizes <= size)).toBe(true);
        for (let turn = 0; turn < item.turns; turn++) await Promise.resolve();
        underWay.delete(item);
        if (item.fails) throw new Error('bad');
        return item;
      };
      const heard: unknown[] = [];
      for await (const [index, result] of workAhead(given, begin, { items: most, size }))
        heard.push(await result.catch(() => `bad ${index}`));
      expect(heard).toEqual(given.map((item, index) => (item.fails ? `bad ${index}` : item)));
    }),
    { numRuns: 200 },
  );
});

test('one at a time: also after one that failed', async () => {
  let underWay = 0;
  const work = oneAtATime(async (n: number) => {
    expect(++underWay).toBe(1);
    await Promise.resolve();
    underWay--;
    if (n === 1) throw new Error('bad');
    return n;
  });
  expect(await Promise.allSettled([work(0), work(1), work(2)])).toMatchObject([
    { value: 0 },
    { status: 'rejected' },
    { value: 2 },
  ]);
});
