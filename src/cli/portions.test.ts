import { describe, expect, test } from 'vitest';
import { StudioError } from '../engine/core/errors.ts';
import { BlockFeatures } from '../engine/experiment/block-features.ts';
import type { RunPorts } from '../engine/experiment/experiment-run.ts';
import { LocalFeatureMaker } from '../engine/experiment/local-feature-maker.ts';
import type { Report } from '../engine/experiment/report.ts';
import { prepareHere, type Given } from './testing/run-here.ts';
import { timeless } from './testing/timeless.ts';
import { tinyCorpus, tinyExperiment } from './testing/tiny-corpus.ts';
import { sentenceExperiment, tinySentences } from './testing/tiny-sentences.ts';

/** Room for what is held out and for a few portions of about two steps, but not for all that is learnt from. */
const small: Partial<RunPorts> = { memoryBytes: 200_000, portionBytes: 24_000 };

const versions = 24;
const sentences: Given = {
  dataset: tinySentences(),
  experiment: sentenceExperiment({ data: { labelShare: 50, noise: { versions }, augment: { timeMaskMs: 30 } } }),
};
const words: Given = {
  dataset: tinyCorpus(),
  experiment: tinyExperiment({ data: { labelShare: 50, noise: { kinds: ['white', 'babble'], versions } } }),
};

/** What it tells of portions, and all else. */
function parted({ features, ...report }: Report) {
  return { features, report: timeless(report) };
}

async function reportOf(given: Given, ports: Partial<RunPorts> = {}) {
  return parted((await prepareHere(given, ports).run.start())!);
}

describe('training clips in portions', () => {
  test.each([
    ['sentences', sentences],
    ['words', words],
  ])('give the numbers of those that are held, and the report says it: %s', { timeout: 60_000 }, async (_, given) => {
    const held = await reportOf(given);
    const inPortions = await reportOf(given, small);
    expect(held.features).toBeUndefined();
    expect(inPortions.features).toBe('portions');
    expect(inPortions.report).toEqual(held.report);
  });
});

/** Runs some steps of the first training, then lets go. */
async function snapshotAfter(steps: number, given: Given) {
  const { run, events } = prepareHere({ ...given, paused: true }, small);
  const ended = run.start();
  for (let step = 1; step <= steps; step++) {
    await run.step();
    await expect
      .poll(
        () =>
          events.some((event) => event.kind === 'train' && event.event.kind === 'paused' && event.event.step === step),
        { timeout: 20_000 },
      )
      .toBe(true);
  }
  const kept = structuredClone(run.snapshot());
  await run.stop();
  expect(await ended).toBeNull();
  return kept;
}

describe('a run in portions', () => {
  test('goes on from the middle of a portion to the same report', { timeout: 60_000 }, async () => {
    const whole = await reportOf(sentences, small);
    const resume = await snapshotAfter(3, sentences);
    expect(resume.checkpoints['teacher']?.step).toBe(3);
    const rest = await prepareHere({ ...sentences, resume }, small).run.start();
    expect(parted(rest!)).toEqual(whole);
  });

  test('fails when its features do', async () => {
    class Failing extends BlockFeatures {
      override portion(...asked: Parameters<BlockFeatures['portion']>) {
        return asked[0].index < 1 ? super.portion(...asked) : Promise.reject(new StudioError('file/unreadable'));
      }
    }
    const createFeatures = () => new Failing(() => new LocalFeatureMaker(), 1);
    const { run, events } = prepareHere(words, { ...small, createFeatures });
    await expect(run.start()).rejects.toMatchObject({ code: 'file/unreadable' });
    expect(events.map(({ kind }) => kind)).toContain('run-failed');
  });

  test('is not begun where not even what is held out fits, and says what it would take', () => {
    const begin = (memoryBytes: number) => () => prepareHere(words, { ...small, memoryBytes });
    const refused = { code: 'data/features-too-large', params: { clips: 18, needed: 1, max: 0 } };
    expect(begin(100_000)).toThrow(expect.objectContaining(refused));
  });
});
