import type { GpuCheck, GpuReport } from '../engine/tensor/backends/check-gpus.ts';

/** Failures that are listed; the rest is counted. */
const LISTED = 20;

/**
 * A check of the GPU as plain text for a bug report, in English whatever the page's language: it is read by those who
 * mend it.
 */
export function gpuCheckText({ version, gpus }: GpuReport, browser: string): string {
  return [`Stillhouse, check of the GPU (${version || 'no version'})`, browser, ...gpus.flatMap(linesOf)].join('\n');
}

function linesOf(check: GpuCheck): string[] {
  const { name, adapter, software, variant, unavailable, broken, checks, failed, worst, milliseconds } = check;
  const head = `${name}: ${adapter || 'adapter without a name'}${software ? ' (software)' : ''}`;
  if (unavailable !== null) return [`${name}: not available (${unavailable})`];
  const figures = [
    variant && `products ${variant}`,
    `${checks} comparisons`,
    `${failed.length} failed`,
    `largest error ${worst.toPrecision(2)} of what is allowed`,
    `${(milliseconds / 1000).toFixed(1)} s`,
  ];
  const lines = failed.slice(0, LISTED).map(({ name: what, relativeError, tolerance }) => {
    return `  failed: ${what}: relative error ${relativeError.toExponential(1)}, at most ${tolerance}`;
  });
  if (failed.length > LISTED) lines.push(`  and ${failed.length - LISTED} more`);
  if (broken !== null) lines.push(`  broken off: ${broken}`);
  return [`${head}: ${figures.filter(Boolean).join(', ')}`, ...lines];
}
