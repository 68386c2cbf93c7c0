/** Smaller probabilities are no more than the line that they lie on. */
const LEAST = 0.02;

export interface PosteriorPath {
  /** Output unit. */
  readonly symbol: number;
  /** SVG path data: frames to the right, probability upwards from 1 to 0. */
  readonly path: string;
}

/**
 * The probability of each symbol over the frames, as outlines; those that are never likely are left out.
 * @param posteriors [T, K]
 * @param blank left out too; null where there is none
 */
export function posteriorPaths(posteriors: Float32Array, classes: number, blank: number | null): PosteriorPath[] {
  const frames = posteriors.length / classes;
  return Array.from({ length: classes }, (_, symbol) => symbol)
    .filter((symbol) => symbol !== blank)
    .flatMap((symbol) => {
      const of = (frame: number): number => posteriors[frame * classes + symbol] ?? 0;
      const likely = Array.from({ length: frames }, (_, frame) => frame).filter((frame) => of(frame) >= LEAST);
      if (likely.length === 0) return [];
      return [{ symbol, path: likely.map((frame) => bar(frame, of(frame))).join('') }];
    });
}

/** The probability of the blank over the frames, as a line. */
export function blankLine(posteriors: Float32Array, classes: number, blank: number): string {
  const frames = posteriors.length / classes;
  return Array.from(
    { length: frames },
    (_, frame) => `${frame === 0 ? 'M' : 'L'}${frame + 0.5} ${(1 - posteriors[frame * classes + blank]!).toFixed(3)}`,
  ).join('');
}

function bar(frame: number, value: number): string {
  return `M${frame} 1V${(1 - value).toFixed(3)}h1V1z`;
}
