import * as v from 'valibot';

const within = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max));

/** How the nets listen. Defaults were chosen on the validation voices of the pack and on made-up noise. */
export const liveSettingsSchema = v.strictObject({
  /** Probability of the best word from which on it counts as said; below it, nothing was. */
  threshold: v.optional(within(0.3, 0.9999), 0.95),
  /** How far apart windows are. */
  strideMs: v.optional(within(10, 200), 20),
  /** Windows whose middle is so close to the word's are averaged. */
  smoothingMs: v.optional(within(0, 300), 30),
  /** A sound counts when it stands out so far from the room. */
  openDb: v.optional(within(1, 40), 12),
  /** It lasts while it stands out so far. */
  closeDb: v.optional(within(0, 40), 3),
  /** Silence that ends a word; shorter ones are inside it. */
  pauseMs: v.optional(within(50, 1000), 180),
  /** Silence that ends a sentence. */
  restMs: v.optional(within(200, 3000), 700),
  /** A shorter sound is a click, a longer one talk. */
  leastMs: v.optional(within(0, 1000), 100),
  mostMs: v.optional(within(200, 5000), 1200),
  /** Every word has a vowel: so long must the voice have sounded. */
  voicedMs: v.optional(within(0, 1000), 60),
});
export type LiveSettings = v.InferOutput<typeof liveSettingsSchema>;

export const defaultLiveSettings: LiveSettings = v.parse(liveSettingsSchema, {});

/** The lower and the upper of two: neither may pass the other. */
const PAIRS = [
  ['closeDb', 'openDb'],
  ['leastMs', 'mostMs'],
] as const;

/** Settings that somebody kept; null where they are none, or one would lie on the wrong side of another. */
export function liveSettingsOf(kept: unknown): LiveSettings | null {
  const { success, output } = v.safeParse(liveSettingsSchema, kept);
  return success && PAIRS.every(([lower, upper]) => output[lower] <= output[upper]) ? output : null;
}

/** What a form says of a setting besides its words. */
export interface LiveField {
  readonly key: keyof LiveSettings;
  readonly part: 'answers' | 'words' | 'background';
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: '%' | 'ms' | 'dB';
}

/** In the order in which a sound meets them. */
export const liveFields: readonly LiveField[] = [
  { key: 'openDb', part: 'words', min: 1, max: 40, step: 1, unit: 'dB' },
  { key: 'closeDb', part: 'words', min: 0, max: 40, step: 1, unit: 'dB' },
  { key: 'pauseMs', part: 'words', min: 50, max: 1000, step: 10, unit: 'ms' },
  { key: 'restMs', part: 'words', min: 200, max: 3000, step: 50, unit: 'ms' },
  { key: 'leastMs', part: 'background', min: 0, max: 1000, step: 20, unit: 'ms' },
  { key: 'mostMs', part: 'background', min: 200, max: 5000, step: 100, unit: 'ms' },
  { key: 'voicedMs', part: 'background', min: 0, max: 1000, step: 10, unit: 'ms' },
  { key: 'strideMs', part: 'answers', min: 10, max: 200, step: 10, unit: 'ms' },
  { key: 'smoothingMs', part: 'answers', min: 0, max: 300, step: 10, unit: 'ms' },
  { key: 'threshold', part: 'answers', min: 0.3, max: 0.9999, step: 0.0001, unit: '%' },
];

/** Those that count where sentences are heard. */
export const sentenceFields = ['openDb', 'closeDb', 'restMs'] as const satisfies readonly (keyof LiveSettings)[];

/** Settings with another value; one that would lie on the wrong side of it comes along. */
export function withLiveSetting(settings: LiveSettings, key: keyof LiveSettings, value: number): LiveSettings {
  const next = { ...settings, [key]: value };
  for (const [lower, upper] of PAIRS) {
    if (key === lower) next[upper] = Math.max(next[upper], value);
    if (key === upper) next[lower] = Math.min(next[lower], value);
  }
  return next;
}

/** Whether what was measured by one is true of the other: it is so for any threshold, but for no other rule of listening. */
export function sameRule(one: LiveSettings, other: LiveSettings): boolean {
  return liveFields.every(({ key }) => key === 'threshold' || one[key] === other[key]);
}
