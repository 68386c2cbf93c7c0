import * as v from 'valibot';
import { StudioError } from '../core/errors.ts';
import { splits } from './dataset.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const voiceSchema = v.strictObject({
  id: v.string(),
  accent: v.string(),
  variant: v.string(),
  pitch: v.number(),
  rate: v.number(),
  split: v.picklist(splits),
  /** Its stretch of the compressed file: one complete Ogg Opus stream, decodable by itself. */
  bytes: v.strictObject({ offset: count, length: count }),
  /** Samples of its clips, ordered by class, then take; in the stream each is followed by the gap. */
  lengths: v.array(count),
});

const indexSchema = v.strictObject({
  version: v.literal(1),
  id: v.string(),
  sampleRateHz: v.literal(16_000),
  classes: v.pipe(v.array(v.string()), v.minLength(2)),
  takes: v.pipe(count, v.minValue(1)),
  gapSamples: count,
  /** Of the compressed file. */
  byteLength: count,
  /** Digest of the compressed file and the index without this field. */
  fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  made: v.strictObject({
    engine: v.string(),
    engineVersion: v.string(),
    encoder: v.string(),
    seed: v.string(),
    script: v.string(),
    licence: v.string(),
  }),
  voices: v.array(voiceSchema),
});

/** What the speech pack holds, without its samples: enough to show it. */
export type PackIndex = v.InferOutput<typeof indexSchema>;
export type PackVoice = PackIndex['voices'][number];

/** @throws StudioError `data/pack-unavailable` when the JSON is not an index of a pack */
export function parsePackIndex(json: unknown): PackIndex {
  const parsed = v.safeParse(indexSchema, json);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new StudioError('data/pack-unavailable', { field: v.getDotPath(issue) ?? '' }, issue.message);
  }
  const index = parsed.output;
  const clipsPerVoice = index.classes.length * index.takes;
  const odd = index.voices.find((voice) => voice.lengths.length !== clipsPerVoice);
  if (odd) throw new StudioError('data/pack-unavailable', { field: `voices.${odd.id}` });
  return index;
}
