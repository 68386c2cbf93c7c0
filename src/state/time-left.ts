/** Nothing is foretold from less. */
const MIN_SECONDS = 1;
const MIN_SHARE = 0.01;

/**
 * Foretells how long work goes on, from how far it has come since it began: each stage at a speed of its own.
 * @param now milliseconds
 * @returns seconds, or null when it is too early to tell
 */
export function timeLeft(
  now: () => number = () => Date.now(),
): (stage: string, done: number, total: number) => number | null {
  let current: { readonly stage: string; readonly at: number; readonly done: number } | null = null;
  return (stage, done, total) => {
    if (current?.stage !== stage) current = { stage, at: now(), done };
    const seconds = (now() - current.at) / 1000;
    const since = done - current.done;
    if (seconds < MIN_SECONDS || since < MIN_SHARE * total) return null;
    return (seconds * (total - done)) / since;
  };
}
