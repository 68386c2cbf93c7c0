import * as v from 'valibot';
import { StudioError } from '../core/errors.ts';
import { splits } from './dataset.ts';
import { readSaid } from './said.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const voice = {
  id: v.string(),
  accent: v.string(),
  variant: v.string(),
  pitch: v.number(),
  rate: v.number(),
  split: v.picklist(splits),
  /** Its stretch of the compressed file: one complete Ogg Opus stream, decodable by itself. */
  bytes: v.strictObject({ offset: count, length: count }),
  /** Samples of its clips, in order; in the stream each is followed by the gap. */
  lengths: v.array(count),
};

const pack = {
  id: v.string(),
  sampleRateHz: v.literal(16_000),
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
};

/** A word a clip: those of a voice are ordered by class, then take. */
const wordPackSchema = v.strictObject({
  ...pack,
  version: v.literal(1),
  classes: v.pipe(v.array(v.string()), v.minLength(2)),
  takes: v.pipe(count, v.minValue(1)),
  voices: v.array(v.strictObject(voice)),
});

/** Several words a clip, with the times of their phones. */
const speechPackSchema = v.strictObject({
  ...pack,
  version: v.literal(2),
  /** `said`: a line for each clip, see `data/said`. */
  voices: v.array(v.strictObject({ ...voice, said: v.array(v.string()) })),
});

const indexSchema = v.variant('version', [wordPackSchema, speechPackSchema]);

/** What a speech pack holds, without its samples: enough to show it. */
export type PackIndex = v.InferOutput<typeof indexSchema>;
export type WordPackIndex = v.InferOutput<typeof wordPackSchema>;
export type WordVoice = WordPackIndex['voices'][number];
export type SpeechVoice = v.InferOutput<typeof speechPackSchema>['voices'][number];

/** @throws StudioError `data/pack-unavailable` when the JSON is not an index of a pack */
export function parsePackIndex(json: unknown): PackIndex {
  const parsed = v.safeParse(indexSchema, json);
  if (!parsed.success) {
    const issue = parsed.issues[0];
    throw new StudioError('data/pack-unavailable', { field: v.getDotPath(issue) ?? '' }, issue.message);
  }
  const index = parsed.output;
  const odd = index.version === 1 ? oddWords(index) : oddSpeech(index.voices);
  if (odd) throw new StudioError('data/pack-unavailable', { field: `voices.${odd.id}` });
  return index;
}

function oddWords({ classes, takes, voices }: WordPackIndex): WordVoice | undefined {
  return voices.find(({ lengths }) => lengths.length !== classes.length * takes);
}

function oddSpeech(voices: readonly SpeechVoice[]): SpeechVoice | undefined {
  return voices.find(({ lengths, said }) => said.length !== lengths.length || !said.every((line) => readSaid(line)));
}
