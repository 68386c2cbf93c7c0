import { readFileSync } from 'node:fs';

const KILOBYTES_A_MB = 1024;

/**
 * The most memory that this process had resident, in MB. Not by `getrusage` where Linux says better: a child's figure
 * there begins with its parent's.
 */
export function peakMemoryMb(): number {
  const kilobytes =
    process.platform === 'linux'
      ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
      : process.resourceUsage().maxRSS;
  return kilobytes / KILOBYTES_A_MB;
}
