import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRoom, type KeptSet } from './make-room.ts';

interface Given {
  readonly settings: string;
  readonly bytes: number;
  readonly usedAt: number;
  readonly isOpen?: boolean;
}

async function removedFor(given: readonly Given[], bytes: number, maxBytes: number, freeBytes = Infinity) {
  const removed: string[] = [];
  const kept: KeptSet[] = given.map(({ isOpen = false, ...set }) => ({
    ...set,
    remove: async () => {
      if (!isOpen) removed.push(set.settings);
      return !isOpen;
    },
  }));
  const isRoom = await makeRoom(kept, { settings: 'new', bytes }, { maxBytes, freeBytes });
  return { isRoom, removed };
}

const three: readonly Given[] = [
  { settings: 'newest', bytes: 30, usedAt: 9 },
  { settings: 'oldest', bytes: 10, usedAt: 1 },
  { settings: 'older', bytes: 20, usedAt: 5 },
];

describe('room for features', () => {
  it('is made of what was not used for longest, and of no more than is needed', async () => {
    expect(await removedFor(three, 40, 100)).toEqual({ isRoom: true, removed: [] });
    expect(await removedFor(three, 41, 100)).toEqual({ isRoom: true, removed: ['oldest'] });
    expect(await removedFor(three, 51, 100)).toEqual({ isRoom: true, removed: ['oldest', 'older'] });
    expect(await removedFor(three, 100, 100)).toEqual({ isRoom: true, removed: ['oldest', 'older', 'newest'] });
  });

  it('is made as well where the disk is nearly full', async () => {
    expect(await removedFor(three, 25, 100, 20)).toEqual({ isRoom: true, removed: ['oldest'] });
  });

  it('is not made for what can never fit: nothing goes for nothing', async () => {
    expect(await removedFor(three, 101, 100)).toEqual({ isRoom: false, removed: [] });
    expect(await removedFor(three, 50, 200, -20)).toEqual({ isRoom: false, removed: [] });
  });

  it('leaves what is made the same way, and what another tab has open', async () => {
    const [newest, oldest, older] = three as [Given, Given, Given];
    expect(await removedFor([newest, { ...oldest, isOpen: true }, older], 45, 100)).toEqual({
      isRoom: true,
      removed: ['older'],
    });
    expect(await removedFor([newest, { ...oldest, settings: 'new' }, older], 90, 100)).toEqual({
      isRoom: true,
      removed: ['older', 'newest'],
    });
  });

  it('says that there is room only where there is', async () => {
    const set = fc.record({
      settings: fc.constantFrom('new', 'a', 'b'),
      bytes: fc.nat(50),
      usedAt: fc.nat(9),
      isOpen: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(set, { maxLength: 6 }),
        fc.nat(100),
        fc.nat(200),
        fc.nat(100),
        async (given, bytes, max, free) => {
          const named = given.map((one, i) => ({
            ...one,
            settings: one.settings === 'new' ? 'new' : `${one.settings}${i}`,
          }));
          const { isRoom, removed } = await removedFor(named, bytes, max, free);
          const gone = named
            .filter(({ settings }) => removed.includes(settings))
            .reduce((sum, one) => sum + one.bytes, 0);
          const total = named.reduce((sum, one) => sum + one.bytes, 0);
          expect(removed).not.toContain('new');
          expect(isRoom).toBe(total - gone + bytes <= max && bytes <= free + gone);
        },
      ),
      { numRuns: 300 },
    );
  });
});
