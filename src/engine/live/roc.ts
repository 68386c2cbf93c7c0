import type { HeardSound } from './events.ts';

export interface RocPoint {
  readonly threshold: number;
  /** Words heard where nobody spoke. */
  readonly falseAlarmsPerHour: number;
  /** Share of the words that were not heard, or taken for another. */
  readonly missShare: number;
}

/** A word that was said, and when, in seconds of its stream. */
export interface SaidWord {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface RocEvidence {
  readonly words: readonly SaidWord[];
  /** What was heard of the stream with the words. */
  readonly heard: readonly HeardSound[];
  /** What was heard where nobody spoke, and for how long that was. */
  readonly background: readonly HeardSound[];
  readonly backgroundSeconds: number;
}

/** Thresholds closer together towards 1, where the nets' certainty is. */
export const rocThresholds: readonly number[] = [
  0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9965,
  0.998, 0.9985, 0.999, 0.9995, 0.9999,
];

/** False alarms against misses of one net at every threshold; a sound that is no word for whatever reason never alarms. */
export function rocOf(trainingId: string, evidence: RocEvidence): RocPoint[] {
  const { words, heard, background, backgroundSeconds } = evidence;
  const scoreOf = ({ noWord, answers }: HeardSound) => {
    const answer = answers.find((one) => one.trainingId === trainingId);
    return noWord === null && answer ? { label: answer.label, score: answer.confidence } : null;
  };
  const alarms = background.map((sound) => scoreOf(sound)?.score ?? 0);
  const hits = words.map(({ label, startSeconds, endSeconds }) => {
    const within = heard.filter((sound) => sound.startSeconds < endSeconds && sound.endSeconds > startSeconds);
    return Math.max(0, ...within.map((sound) => scoreOf(sound)).map((one) => (one?.label === label ? one.score : 0)));
  });
  return rocThresholds.map((threshold) => ({
    threshold,
    falseAlarmsPerHour: (3600 * alarms.filter((score) => score >= threshold).length) / Math.max(1, backgroundSeconds),
    missShare: hits.filter((score) => score < threshold).length / Math.max(1, hits.length),
  }));
}
