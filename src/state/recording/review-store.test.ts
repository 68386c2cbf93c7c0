import { expect, test } from 'vitest';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import type { RecordingService } from '../services.ts';
import { fakeServices } from '../testing/fake-services.ts';
import { createReviewStore } from './review-store.ts';
import { recordedClip } from './testing/recorded-clip.ts';

/** Three clips, and what the disk would hold. */
async function opened(overrides: Partial<RecordingService> = {}) {
  const kept: { clips: readonly RecordedClip[] } = { clips: ['a', 'b', 'c'].map((id) => recordedClip(id)) };
  const review = createReviewStore({
    ...fakeServices().services.recordings,
    clips: () => Promise.resolve(kept.clips),
    change: (clips) => {
      kept.clips = clips;
      return Promise.resolve(null);
    },
    ...overrides,
  });
  await review.load();
  return { review, kept };
}

test('what is done to several is undone in one step, to the same clips', async () => {
  const { review, kept } = await opened();
  const before = kept.clips;
  review.select(new Set(['a', 'c']));
  await review.relabel('不');
  await review.remove();
  expect(kept.clips.map(({ id }) => id)).toEqual(['b']);
  expect([...review.getState().selected], 'the next one is at hand').toEqual(['b']);
  await review.undo();
  expect(kept.clips.map(({ label }) => label)).toEqual(['不', 'yes', '不']);
  await review.undo();
  expect(kept.clips).toBe(before);
  await review.undo();
  expect(kept.clips, 'nothing is left to undo').toBe(before);
});

test('trim, split and start anew can be undone as well; what changes nothing need not be', async () => {
  const { review, kept } = await opened();
  await review.trim('a', { start: 4000, end: 12_000 });
  expect(review.getState().past).toHaveLength(0);
  await review.trim('a', { start: 0, end: 12_000 });
  await review.split('a', 6000);
  expect(kept.clips).toHaveLength(4);
  await review.startAnew();
  expect(kept.clips).toEqual([]);
  for (let i = 0; i < 3; i++) await review.undo();
  expect(kept.clips[0]).toMatchObject({ start: 4000, end: 12_000 });
});

test('words are found in those that are chosen; one without a word, and noise, stay as they are', async () => {
  const { review, kept } = await opened({
    findWord: ({ id }) => (id === 'b' ? Promise.reject(new Error('silent')) : Promise.resolve({ start: 1, end: 9000 })),
  });
  review.select(new Set(['c']));
  await review.relabel(null);
  review.select(new Set(['a', 'b', 'c']));
  await review.trimToWords();
  expect(kept.clips.map(({ start }) => start)).toEqual([1, 4000, 4000]);
});

test('clips are split at their silences and given another speaker, many at once, each undone in one step', async () => {
  const { review, kept } = await opened({
    findWords: ({ id }) =>
      Promise.resolve(
        id === 'b'
          ? [
              { start: 4000, end: 7000 },
              { start: 8000, end: 12_000 },
            ]
          : [{ start: 4000, end: 12_000 }],
      ),
  });
  const before = kept.clips;
  review.select(new Set(['a', 'b']));
  await review.splitAtSilences();
  expect(kept.clips.map(({ id, start, end }) => [id, start, end])).toEqual([
    ['a', 4000, 12_000],
    ['b', 4000, 7000],
    ['b@8000', 8000, 12_000],
    ['c', 4000, 12_000],
  ]);
  await review.nameSpeaker('ben');
  expect(kept.clips.map(({ speaker }) => speaker)).toEqual(['ben', 'ben', 'ben', 'anna']);
  await review.undo();
  await review.undo();
  expect(kept.clips).toBe(before);
});

test('a take that came meanwhile is not undone away', async () => {
  const { review, kept } = await opened();
  review.select(new Set(['a']));
  await review.remove();
  kept.clips = [...kept.clips, recordedClip('new')];
  await review.load();
  await review.undo();
  expect(kept.clips.map(({ id }) => id)).toEqual(['b', 'c', 'new']);
});

test('a change that the disk refuses is made in memory, and said', async () => {
  const { review } = await opened({
    change: () => Promise.resolve({ code: 'storage/takes-not-kept', params: {} }),
  });
  review.select(new Set(['a']));
  await review.remove();
  expect(review.getState()).toMatchObject({
    clips: [{ id: 'b' }, { id: 'c' }],
    error: { code: 'storage/takes-not-kept' },
  });
});
