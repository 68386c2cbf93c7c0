import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import { splits as splitNames, type Dataset, type Utterance } from './dataset.ts';
import { drawLabelShare } from './label-share.ts';
import { clipsWithin, withClips } from './limits.ts';
import { assignSplits, speakersInTwo } from './splits.ts';

type Described = Pick<Utterance, 'label' | 'speaker' | 'split'>;

function datasetOf(described: readonly Described[], speakersKnown = true): Dataset {
  return {
    id: 'd',
    name: 'd',
    fingerprint: '0'.repeat(32),
    classes: [...new Set(described.map(({ label }) => label ?? ''))].sort(),
    utterances: described.map((item, i) => ({
      ...item,
      id: String(i),
      audio: { offset: i, length: 1, sampleRateHz: 16_000 },
    })),
    speakersKnown,
    skipped: [],
    pcm: new Float32Array(described.length),
  };
}

/** Every speaker says every word as often. */
const spoken = (speakers: number, words: number, takes: number): Dataset =>
  datasetOf(
    Array.from({ length: speakers * words * takes }, (_, i) => ({
      speaker: `s${i % speakers}`,
      label: `w${Math.floor(i / speakers) % words}`,
    })),
  );

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const setting = { numRuns: 60 };

describe('assignSplits', () => {
  it('trains on whoever has most of the clips', () => {
    const described = Array.from({ length: 60 }, (_, i) => ({
      speaker: i < 40 ? 'owner' : `guest${i % 2}`,
      label: 'x',
    }));
    fc.assert(
      fc.property(seed, (n) => {
        const { splits } = assignSplits(datasetOf(described), Rng.fromSeed(n));
        expect(splits.slice(0, 40)).toEqual(new Array(40).fill('train'));
      }),
      setting,
    );
  });

  it('keeps every speaker in one split, and each split populated', () => {
    const corpus = fc.array(
      fc.record({ speaker: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), label: fc.constantFrom('x', 'y', 'z') }),
      { minLength: 3, maxLength: 80 },
    );
    fc.assert(
      fc.property(corpus, seed, (described, n) => {
        fc.pre(new Set(described.map(({ speaker }) => speaker)).size >= 3);
        const { splits, bySpeaker } = assignSplits(datasetOf(described), Rng.fromSeed(n));
        expect(bySpeaker).toBe(true);
        const splitOf = new Map<string, string>();
        described.forEach(({ speaker }, i) => {
          expect(splitOf.get(speaker) ?? splits[i]).toBe(splits[i]);
          splitOf.set(speaker, splits[i]!);
        });
        expect(new Set(splits)).toEqual(new Set(splitNames));
      }),
      setting,
    );
  });

  it.each([
    [3, 1 / 3],
    [4, 1 / 4],
    [6, 1 / 6],
    [20, 0.2],
  ])('gives each held-out split whole speakers of %i, at most a share of %f', (speakers, most) => {
    fc.assert(
      fc.property(seed, (n) => {
        const dataset = spoken(speakers, 10, 5);
        const { splits } = assignSplits(dataset, Rng.fromSeed(n));
        for (const held of ['validation', 'test'] as const) {
          const share = splits.filter((split) => split === held).length / splits.length;
          expect(share).toBeGreaterThan(0.1);
          expect(share).toBeLessThanOrEqual(most + 1e-9);
        }
      }),
      setting,
    );
  });

  it.each([
    ['two speakers', spoken(2, 4, 10)],
    [
      'unknown speakers',
      datasetOf(
        Array.from({ length: 80 }, (_, i) => ({ label: `w${i % 4}` })),
        false,
      ),
    ],
  ])('splits %s within each class and says that speakers are shared', (_, dataset) => {
    const { splits, bySpeaker } = assignSplits(dataset, Rng.fromSeed(1));
    expect(bySpeaker).toBe(false);
    for (const name of dataset.classes) {
      const ofClass = splits.filter((_, i) => dataset.utterances[i]!.label === name);
      for (const split of splitNames) expect(ofClass).toContain(split);
    }
  });

  it('follows official splits where every clip has one', () => {
    const described = Array.from({ length: 30 }, (_, i) => ({
      speaker: `s${i % 5}`,
      label: `w${i % 2}`,
      split: splitNames[i % 3]!,
    }));
    const { splits } = assignSplits(datasetOf(described), Rng.fromSeed(3));
    expect(splits).toEqual(described.map(({ split }) => split));
  });

  it('takes validation out of what trains, by speaker, where the lists only train and test', () => {
    const described = Array.from({ length: 100 }, (_, i) => ({
      speaker: `s${i % 10}`,
      label: `w${i % 3}`,
      split: i % 10 < 8 ? ('train' as const) : ('test' as const),
    }));
    fc.assert(
      fc.property(seed, (n) => {
        const { splits, bySpeaker, official } = assignSplits(datasetOf(described), Rng.fromSeed(n));
        expect(official).toEqual(['train', 'test']);
        expect(bySpeaker).toBe(true);
        described.forEach(({ split }, i) => {
          if (split === 'test') expect(splits[i]).toBe('test');
          else expect(['train', 'validation']).toContain(splits[i]);
        });
        const validating = described.filter((_, i) => splits[i] === 'validation');
        const voices = new Set(validating.map(({ speaker }) => speaker));
        expect(validating).toHaveLength(10 * voices.size);
        expect(voices.size).toBeGreaterThan(0);
        expect(voices.size).toBeLessThan(4);
      }),
      setting,
    );
  });

  it('trains with what no list names, and draws anew where lists only test', () => {
    const described = Array.from({ length: 90 }, (_, i) => ({ speaker: `s${i % 9}`, label: `w${i % 3}` }));
    const listed = described.map((item, i) =>
      i % 3 === 0 ? item : { ...item, split: i % 3 === 1 ? ('validation' as const) : ('test' as const) },
    );
    const open = assignSplits(datasetOf(listed), Rng.fromSeed(1));
    expect(open.official).toEqual([]);
    const trained = listed.map((item, i) => (i === 0 ? { ...item, split: 'train' as const } : item));
    const { splits, official } = assignSplits(datasetOf(trained), Rng.fromSeed(1));
    expect(official).toEqual(splitNames);
    expect(splits[3]).toBe('train');
  });

  it('says when an official list lets speakers leak', () => {
    const described = Array.from({ length: 30 }, (_, i) => ({
      speaker: `s${i % 5}`,
      label: 'w',
      split: splitNames[i % 3]!,
    }));
    const { splits, bySpeaker } = assignSplits(datasetOf(described), Rng.fromSeed(3));
    expect(bySpeaker).toBe(false);
    expect(speakersInTwo(datasetOf(described).utterances, splits)).toEqual(['s0', 's1', 's2', 's3', 's4']);
  });

  it('is drawn from the seed', () => {
    const dataset = spoken(12, 3, 4);
    const draw = (n: number) => assignSplits(dataset, Rng.fromSeed(n)).splits;
    expect(draw(5)).toEqual(draw(5));
    expect(new Set(Array.from({ length: 10 }, (_, n) => draw(n).join())).size).toBeGreaterThan(5);
  });
});

it('limits to more clips than a call takes arguments', () => {
  const utterances = Array.from({ length: 200_000 }, (_, i) => ({
    id: String(i),
    audio: { offset: 0, length: 1, sampleRateHz: 16_000 },
  }));
  expect(clipsWithin(utterances, 150_000, Rng.fromSeed(1))).toHaveLength(150_000);
});

describe('drawLabelShare', () => {
  it('draws from a class of more clips than a call takes arguments', () => {
    expect(drawLabelShare(new Int32Array(300_000), 100, Rng.fromSeed(1))).toHaveLength(300_000);
    expect(drawLabelShare(new Int32Array(1_500_000), 10, Rng.fromSeed(1))).toHaveLength(150_000);
  });

  const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 200 });
  const percent = fc.integer({ min: 1, max: 100 });

  it('is nested: what a smaller share holds, every larger one holds too', () => {
    fc.assert(
      fc.property(labels, percent, percent, seed, (classes, a, b, n) => {
        const draw = (share: number) => drawLabelShare(Int32Array.from(classes), share, Rng.fromSeed(n));
        const larger = new Set(draw(Math.max(a, b)));
        for (const position of draw(Math.min(a, b))) expect(larger.has(position)).toBe(true);
      }),
      setting,
    );
  });

  it('keeps three labels a class at least, or all that there are, and no position twice', () => {
    fc.assert(
      fc.property(labels, percent, seed, (classes, share, n) => {
        const drawn = [...drawLabelShare(Int32Array.from(classes), share, Rng.fromSeed(n))];
        expect(drawn).toEqual([...new Set(drawn)].sort((x, y) => x - y));
        for (const label of new Set(classes)) {
          const all = classes.filter((item) => item === label).length;
          const kept = drawn.filter((position) => classes[position] === label).length;
          expect(kept).toBe(Math.min(all, Math.max(3, Math.round((all * share) / 100))));
        }
      }),
      setting,
    );
  });

  it('gives every label at 100 percent', () => {
    expect([...drawLabelShare(Int32Array.of(1, 0, 1, 1, 0), 100, Rng.fromSeed(9))]).toEqual([0, 1, 2, 3, 4]);
  });
});

const limited = (dataset: Dataset, most: number | null, n: number): Dataset =>
  withClips(dataset, clipsWithin(dataset.utterances, most, Rng.fromSeed(n)));

describe('a limit of clips', () => {
  it('keeps at most that many, all splits, and the classes within one clip of each other', () => {
    const described = splitNames.flatMap((split, s) =>
      Array.from({ length: [120, 40, 40][s]! }, (_, i) => ({ label: `w${i % 4}`, speaker: `${split}${i % 7}`, split })),
    );
    fc.assert(
      fc.property(fc.integer({ min: 12, max: 220 }), seed, (maxClips, n) => {
        const { utterances, classes } = limited(datasetOf(described), maxClips, n);
        expect(utterances.length).toBeLessThanOrEqual(maxClips);
        for (const split of splitNames) {
          const kept = utterances.filter((item) => item.split === split);
          expect(kept.length).toBeGreaterThan(0);
          const counts = classes.map((name) => kept.filter(({ label }) => label === name).length);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
      setting,
    );
  });

  it('leaves a smaller dataset, and one without a limit, as it is', () => {
    const dataset = spoken(3, 2, 5);
    expect(limited(dataset, 30, 1)).toBe(dataset);
    expect(limited(dataset, null, 1)).toBe(dataset);
  });
});
