import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import { canSplit, divided, minSamples, relabelled, saidBy, split, trimmed, without } from './clip-edits.ts';
import { recordedClip } from './testing/recorded-clip.ts';

const clips = ['a', 'b', 'c'].map((id) => recordedClip(id));
const [a, b, c] = clips as [RecordedClip, RecordedClip, RecordedClip];

test('a clip is cut anew out of its take; the others stay', () => {
  expect(trimmed(clips, new Map([['b', { start: 10, end: 9000 }]]))).toEqual([a, { ...b, start: 10, end: 9000 }, c]);
  expect(trimmed(clips, new Map([['b', { start: b.start, end: b.end }]]))[1], 'nothing changed').toBe(b);
});

test('a split gives two clips of the same label that meet; too short a piece is none', () => {
  const [, first, second] = split(clips, 'b', 6000);
  expect([first, second]).toEqual([
    { ...b, end: 6000 },
    { ...b, id: 'b@6000', start: 6000 },
  ]);
  expect(split(clips, 'b', b.start + 10)).toEqual(clips);
  const twice = split(trimmed(split(clips, 'b', 6000), new Map([['b', b]])), 'b', 6000);
  expect(new Set(twice.map(({ id }) => id)).size).toBe(5);
});

test('clips are divided into the words that they hold; one word, or crumbs, divide nothing', () => {
  const [first, second] = [
    { start: 4200, end: 7000 },
    { start: 8000, end: 11_000 },
  ];
  const list = divided(
    clips,
    new Map([
      ['a', [first]],
      ['b', [first, { start: 7100, end: 7200 }, second]],
    ]),
  );
  expect(list).toEqual([a, { ...b, ...first }, { ...b, id: 'b@8000', ...second }, c]);
  expect(divided(clips, new Map([['b', [first, { start: 7100, end: 7200 }]]]))).toEqual(clips);
});

test('several are said to be by another speaker at once', () => {
  const list = saidBy(clips, new Set(['a', 'b']), 'ben');
  expect(list.map(({ speaker }) => speaker)).toEqual(['ben', 'ben', 'anna']);
  expect(saidBy(list, new Set(['a']), 'ben')[0], 'nothing changed').toBe(list[0]);
});

test('several are relabelled, made noise, or deleted at once', () => {
  const two = new Set(['a', 'c']);
  expect(relabelled(clips, two, '不').map(({ label }) => label)).toEqual(['不', 'yes', '不']);
  expect(relabelled(clips, two, null)[1]).toBe(b);
  expect(without(clips, two)).toEqual([b]);
});

test('whatever is asked for, clips lie in their takes, are long enough, and have names of their own', () => {
  const edit = fc.record({
    which: fc.nat(5),
    split: fc.boolean(),
    start: fc.integer({ min: -20_000, max: 40_000 }),
    end: fc.integer({ min: -20_000, max: 40_000 }),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const list = edits.reduce<readonly RecordedClip[]>((now, { which, split: isSplit, start, end }) => {
        const { id } = now[which % now.length]!;
        return isSplit ? split(now, id, start) : trimmed(now, new Map([[id, { start, end }]]));
      }, clips);
      for (const clip of list) {
        expect(0 <= clip.start && clip.end <= clip.takeLength).toBe(true);
        expect(clip.end - clip.start).toBeGreaterThanOrEqual(minSamples(clip));
        expect(canSplit(clip, clip.start)).toBe(false);
      }
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }),
  );
});
