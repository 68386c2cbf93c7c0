import { beforeAll, describe, expect, it } from 'vitest';
import { Rng } from '../core/rng.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';
import { models } from '../models/catalog.ts';
import { drawInitial } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { FeatureRows } from './feature-rows.ts';
import { frozenParams, layoutOf, Net } from './net.ts';
import { TeacherLogits } from './teacher-logits.ts';

/** As large as a teacher is, so that products are shared out as in earnest. */
const families = [
  { family: 'deepspeech2-mini', settings: { channels: 32, width: 128, depth: 2, dropout: 0.1, directions: 'both' } },
  { family: 'frame-cnn', settings: { width: 32, depth: 2, dropout: 0.1, stride: 2 } },
  { family: 'dnn', settings: { width: 256, depth: 2, dropout: 0.2 } },
] as const;

const CLIPS = 14;
const CLASSES = 29;
const shape = { frames: 160, bins: 40, windowSamples: 0 };

describe("a teacher's answers on the CPU", () => {
  beforeAll(() => useBackend('simd'));

  it.each(families)('have the same bits in a portion and among all clips ($family)', async ({ family, settings }) => {
    const rng = Rng.fromSeed(3);
    const { outFrames } = models.get(family);
    const lengths = outFrames ? Int32Array.from({ length: CLIPS }, () => 20 + rng.int(shape.frames - 20)) : null;
    const frames = new RowLayout(shape.frames, lengths);
    const layout = layoutOf(family, settings, shape, CLASSES);
    const holder = frozenParams(layout, drawInitial(layout, rng.fork('weights')));
    const teacher = await Net.create(family, settings, shape, CLASSES, holder);
    const data = Float32Array.from({ length: frames.start(CLIPS) * shape.bins }, () => rng.normal());
    const all: FeatureBlock = { split: 'train', version: 0, data };
    const positions = [1, 2, 5, 8, 9, 12];
    const drawn = positions.map((at) => data.slice(frames.start(at) * shape.bins, frames.start(at + 1) * shape.bins));
    const portion: FeatureBlock = {
      split: 'train',
      version: 0,
      portion: { index: 0, positions, versions: positions.map(() => 0) },
      data: Float32Array.from(drawn.flatMap((row) => [...row])),
    };
    const outLengths = lengths && outFrames ? lengths.map((frames) => outFrames(frames, settings)) : null;
    const answersTo = async (block: FeatureBlock) => {
      const rows = new FeatureRows(shape, lengths && { train: lengths, validation: lengths, test: lengths });
      void rows.add(block);
      if (block.portion) expect(rows.enterPortion(0)).toBeNull();
      const logits = new TeacherLogits(teacher, rows, CLASSES, outLengths);
      await logits.prepare([0]);
      return positions.map((position) => logits.view(0, position).slice());
    };
    const wanted = await answersTo(all);
    expect(wanted[0]!.some((value) => value !== 0)).toBe(true);
    expect(await answersTo(portion)).toEqual(wanted);
    teacher.dispose();
  });
});
