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
  /** A shorter sound is a click, a longer one talk. */
  leastMs: v.optional(within(0, 1000), 100),
  mostMs: v.optional(within(200, 5000), 1200),
  /** Every word has a vowel: so long must the voice have sounded. */
  voicedMs: v.optional(within(0, 1000), 60),
});
export type LiveSettings = v.InferOutput<typeof liveSettingsSchema>;

export const defaultLiveSettings: LiveSettings = v.parse(liveSettingsSchema, {});
