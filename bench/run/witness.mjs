// Run on one core, before all others there: a line for each stretch in which it should have been woken and was not, "from
// to", in milliseconds on the system's monotonic clock. Ends at once where it may not go before others.
import { writeSync } from 'node:fs';
import { setPriority } from 'node:os';

const NICE = -15;
const SLEEP_MS = 4;
/** What a thread may wait for its core that goes before all others. */
const LEAST_MS = 15;

try {
  setPriority(NICE);
} catch {
  process.exit();
}
const parent = process.ppid;
const word = new Int32Array(new SharedArrayBuffer(4));
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
for (let before = nowMs(); process.ppid === parent;) {
  Atomics.wait(word, 0, 0, SLEEP_MS);
  const now = nowMs();
  if (now - before > LEAST_MS) writeSync(1, `${before + SLEEP_MS} ${now}\n`);
  before = now;
}
