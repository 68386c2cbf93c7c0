// Run on one core, before all others there. Is told the ids of threads by its standard input, which is closed then. From
// there on it writes, in milliseconds on the system's monotonic clock: "gone FROM TO" for each stretch in which it should
// have been woken and was not, and each time that it is woken "on AT THREAD CORE" for each thread.
import { openSync, readFileSync, readSync, writeSync } from 'node:fs';

const SLEEP_MS = 4;
/** What the kernel itself may do meanwhile. */
const LEAST_MS = 15;
/** proc_pid_stat(5), counted from what follows the name of the program. */
const PROCESSOR = 36;

// Before it waits for the first time: whoever started it may be gone after that.
const parent = process.ppid;
const threads = readFileSync(0, 'utf8').split(' ').filter(Boolean).flatMap(threadOf);
const word = new Int32Array(new SharedArrayBuffer(4));
const bytes = Buffer.alloc(1024);
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** @param {string} id of a thread that may be over already */
function threadOf(id) {
  try {
    return [{ id, file: openSync(`/proc/${id}/task/${id}/stat`) }];
  } catch {
    return [];
  }
}

/** @param {{ id: string, file: number }} thread that may be over meanwhile */
function sightingOf({ id, file }) {
  try {
    const stat = bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0));
    return `on ${nowMs()} ${id} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[PROCESSOR]}\n`;
  } catch {
    return '';
  }
}

for (let before = nowMs(); process.ppid === parent;) {
  Atomics.wait(word, 0, 0, SLEEP_MS);
  const now = nowMs();
  const gone = now - before > LEAST_MS ? `gone ${before + SLEEP_MS} ${now}\n` : '';
  before = now;
  const told = gone + threads.map(sightingOf).join('');
  if (told) writeSync(1, told);
}
