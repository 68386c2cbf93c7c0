import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import { LocalDatasets } from '../../engine/data/local-datasets.ts';
import { importOwnFiles } from '../../engine/data/own-files.ts';
import { MemoryFiles } from '../../engine/data/testing/memory-files.ts';
import { tone, wavBytes } from '../../engine/data/testing/wav-bytes.ts';
import { ClipPlayer } from '../audio/player.ts';
import type { ImportFile } from '../files.ts';
import { openDatabase } from '../storage/schema.ts';
import { openStore, type Store } from '../storage/store.ts';
import { dataset } from '../storage/testing/saved.ts';
import { fakeLocks } from '../storage/testing/fake-locks.ts';
import { DatasetLibrary } from './dataset-library.ts';
import { Recordings } from './recordings.ts';

let store: Store;
let locks: LockManager;
const provider = new LocalDatasets();
const player = new ClipPlayer();
const nothingKept = Promise.reject<Store>(new Error('nothing is kept'));
nothingKept.catch(() => undefined);
/** A visit that finds nothing recorded by the one before. */
const visit = (by = provider) => {
  const made = new Recordings(by, player, nothingKept);
  return Object.assign(new DatasetLibrary(by, made, player, Promise.resolve(store), locks), { made });
};
/** A word of its own pitch: half a second of it in a second of hush. */
const spoken = (pitch: number) => ({
  samples: Float32Array.from({ length: 16_000 }, (_, n) => (n > 4000 && n < 12_000 ? 0.5 * Math.sin(pitch * n) : 0)),
  sampleRateHz: 16_000,
});
const processing = { echoCancellation: false, noiseSuppression: true, autoGainControl: false };
const recorded = async (library: ReturnType<typeof visit>, pitch: number, label: string | null = 'yes') => {
  await library.made.add(spoken(pitch), { label, speaker: 'anna', processing });
  return (await library.recorded())!;
};

beforeEach(async () => {
  indexedDB = new IDBFactory();
  store = await openStore();
  locks = fakeLocks();
});

test('recordings grow into a dataset, trimmed to the word, with the hush of the room as noise', async () => {
  const library = visit();
  expect(await library.recorded()).toBeNull();
  const first = await recorded(library, 0.1);
  const second = await recorded(library, 0.2);
  expect(second).toMatchObject({ clips: 2, noises: 0, refused: { code: 'data/too-few-classes' } });
  expect(second.fingerprint).not.toBe(first.fingerprint);
  const [clip] = library.clips(second.id);
  expect(clip).toMatchObject({ label: 'yes', speaker: 'anna', split: null, processing });
  expect(clip?.seconds).toBeLessThan(0.8);
  expect((await library.samples(second.id, 0)).samples).toHaveLength(Math.round(clip!.seconds * 16_000));
  expect(await recorded(library, 0.1, null)).toMatchObject({ clips: 2, noises: 1 });
});

test('of the datasets that recordings grew through, only one in use stays in memory', async () => {
  const library = visit();
  const [first, second] = [await recorded(library, 0.1), await recorded(library, 0.2)];
  expect(() => library.clips(first.id)).toThrow();
  await library.use(second.id);
  await recorded(library, 0.3);
  expect(library.clips(second.id)).toHaveLength(2);
});

test('own audio that was kept is found again on the next visit, other audio is missed by name', async () => {
  const before = visit();
  const { id, fingerprint } = await recorded(before, 0.1);
  await before.use(id);
  await before.keep();
  const used = await before.inUse();
  const after = visit();
  expect(await after.restore(fingerprint)).toMatchObject({ id, clips: 1 });
  expect(await after.inUse()).toEqual(used);
  await expect(visit().restore('0123456789abcdef')).rejects.toMatchObject({ code: 'data/missing-own-audio' });
});

test('audio without labels goes with the dataset in use, is kept with it, and is found again', async () => {
  const before = visit();
  const used = await recorded(before, 0.1);
  await before.use(used.id);
  const talk = await recorded(before, 0.2);
  expect(await before.hearUnlabelled(talk.id)).toMatchObject({ clips: 2 });
  const { utterances, unlabelled } = await before.inUse();
  expect(utterances).toHaveLength(1);
  expect(unlabelled).toMatchObject({ fingerprint: talk.fingerprint, speakersKnown: true });
  await before.keep();
  const after = visit();
  await after.restore(used.fingerprint);
  expect((await after.inUse()).unlabelled).toBeUndefined();
  await after.restoreUnlabelled(talk.fingerprint);
  const again = (await after.inUse()).unlabelled!;
  expect(again.pcm.slice(0, again.utterances[0]!.audio.length)).toEqual(
    unlabelled!.pcm.slice(0, unlabelled!.utterances[0]!.audio.length),
  );
  await expect(visit().restoreUnlabelled('0123456789abcdef')).rejects.toMatchObject({
    code: 'data/missing-unlabelled',
  });
});

test('audio without labels that a run leaves out is neither given to it nor kept', async () => {
  const before = visit();
  const used = await recorded(before, 0.1);
  await before.use(used.id);
  const talk = await recorded(before, 0.2);
  await before.hearUnlabelled(talk.id);
  expect((await before.inUse(false)).unlabelled).toBeUndefined();
  await before.keep(false);
  const after = visit();
  expect(await after.restore(used.fingerprint)).toMatchObject({ id: used.id });
  await expect(after.restoreUnlabelled(talk.fingerprint)).rejects.toMatchObject({ code: 'data/missing-unlabelled' });
});

test('where a kept run cannot be gone on with, the data in use stay those that were', async () => {
  const library = visit();
  const first = await recorded(library, 0.1);
  await library.use(first.id);
  const second = await recorded(library, 0.2);
  const goOn = library.orAsBefore(async () => {
    await library.use(second.id);
    await library.hearUnlabelled(first.id);
    throw new StudioError('data/missing-unlabelled');
  });
  await expect(goOn).rejects.toMatchObject({ code: 'data/missing-unlabelled' });
  expect(await library.inUse()).toMatchObject({ id: first.id });
  expect((await library.inUse()).unlabelled).toBeUndefined();
});

describe('what is kept', () => {
  const namesOf = async (library: DatasetLibrary) => (await library.kept()).map(({ id }) => id);
  const clipsStored = async () => (await openDatabase()).count('clips');
  /** A dataset of one clip that an earlier visit kept. */
  const keptEarlier = async (pitch: number) => {
    const earlier = visit();
    const { id } = await recorded(earlier, pitch);
    await earlier.use(id);
    await earlier.keep();
    return { earlier, kept: (await earlier.kept()).find((one) => one.id === id)! };
  };

  test('is listed with its size, and stays whether or not a run needs it', async () => {
    const { kept, earlier } = await keptEarlier(0.1);
    const { utterances } = await earlier.inUse();
    expect(kept).toMatchObject({
      name: 'recordings',
      clips: 1,
      classes: 1,
      bytes: 4 * utterances[0]!.audio.length,
      featureBytes: 0,
    });
    expect(await namesOf(visit())).toEqual([kept.id]);
  });

  test('can be removed and put back; it goes for good when that is over', async () => {
    const { kept } = await keptEarlier(0.1);
    const now = visit();
    await now.removeKept(kept);
    expect(await namesOf(now)).toEqual([]);
    await now.putBack(kept);
    expect(await namesOf(now)).toEqual([kept.id]);
    expect(await visit().restore(kept.fingerprint)).toMatchObject({ clips: 1 });
  });

  test('is not deleted while a tab uses it, or may put it back', async () => {
    const { kept, earlier } = await keptEarlier(0.1);
    const other = await keptEarlier(0.2);
    const now = visit();
    await now.removeKept(kept);
    now.forgetRemoved();
    expect([await namesOf(now), await clipsStored()], 'the earlier tab uses it').toEqual([[other.kept.id], 2]);
    await earlier.use((await recorded(earlier, 0.3)).id);
    await expect.poll(async () => (await namesOf(now), clipsStored())).toBe(1);

    await other.earlier.use((await recorded(other.earlier, 0.4)).id);
    await now.removeKept(other.kept);
    expect([await namesOf(visit()), await clipsStored()], 'it may be put back').toEqual([[], 1]);
    now.forgetRemoved();
    await expect.poll(async () => (await namesOf(now), clipsStored())).toBe(0);
  });

  test('recordings with a take more take the place of those before', async () => {
    const { kept, earlier } = await keptEarlier(0.1);
    const more = await recorded(earlier, 0.2);
    await earlier.use(more.id);
    await earlier.keep();
    expect(await namesOf(earlier)).toEqual([more.id]);
    expect(more.id).not.toBe(kept.id);
    await expect.poll(async () => (await namesOf(earlier), clipsStored())).toBe(2);
  });
});

test('nothing in use is said so', async () => {
  await expect(visit().inUse()).rejects.toMatchObject({ code: 'data/no-clips' });
});

test('a take that comes later does not change the dataset in use', async () => {
  const library = visit();
  const { id } = await recorded(library, 0.1);
  await library.use(id);
  const later = await recorded(library, 0.2);
  expect((await library.inUse()).utterances).toHaveLength(1);
  await library.use(later.id);
  expect((await library.inUse()).utterances).toHaveLength(2);
});

test('what an import wrote is held while it is waiting or in use, and let go when another takes its place', async () => {
  const files = new MemoryFiles();
  const library = visit(new LocalDatasets(undefined, files));
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
  const importOf = async (...pitches: number[]) => {
    const words = ['yes', 'no'].flatMap((word) => pitches.map((pitch) => ({ word, pitch })));
    const chosen = words.map(({ word, pitch }, i): ImportFile => {
      const bytes = wavBytes([tone(pitch + i, 0.2)]);
      return {
        path: `set/${word}/${pitch}.wav`,
        sizeBytes: bytes.byteLength,
        arrayBuffer: async () => bytes,
        open: async () => new Blob([bytes]),
      };
    });
    return library.importFiles(chosen, quiet);
  };
  const held = async () =>
    ((await locks.query()).held ?? []).map(({ name }) => name).filter((name) => /audio/.test(name!));
  const first = await importOf(200, 300);
  expect((await library.samples(first.id, 0)).samples).toHaveLength(3200);
  expect(await held()).toEqual(['stillhouse-audio/file-0']);
  const second = await importOf(400, 500);
  await expect.poll(held, { message: 'nobody asked for the first' }).toEqual(['stillhouse-audio/file-1']);
  await library.use(second.id);
  await importOf(600);
  expect(await held()).toEqual(['stillhouse-audio/file-1', 'stillhouse-audio/file-2']);
});

test('an import that an earlier page kept in the database moves into a file when it is used, and loses nothing', async () => {
  const kept = { ...dataset('own', [0.5, 0.25, 1 / 3]), layout: (await importedLayout())! };
  await store.datasets.save(kept);
  const files = new MemoryFiles();
  const provider = new LocalDatasets(undefined, files);
  const library = visit(provider);
  await library.restore(kept.fingerprint);
  const { stored, utterances } = await library.inUse();
  expect(stored).toBeDefined();
  const samples = await provider.samples(
    stored!,
    utterances.map(({ audio }) => audio),
  );
  expect(samples.map((one) => [...one])).toEqual([0, 2, 4].map((from) => [...kept.pcm.slice(from, from + 2)]));
  expect(await (await openDatabase()).count('clips')).toBe(0);
  expect(await (await openDatabase()).get('datasets', 'own')).toMatchObject({ clips: [], sampleFile: stored!.name });
});

async function importedLayout() {
  const file = { path: 'yes_a_1.wav', bytes: wavBytes([tone(300, 0.1)]) };
  const own = { path: file.path, size: file.bytes.byteLength, read: async () => file.bytes };
  return (await importOwnFiles([own], { signal: { aborted: false }, onProgress: () => undefined })).layout;
}
