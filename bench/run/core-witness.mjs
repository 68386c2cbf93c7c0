// Run on one core, before all others there. Is told the ids of threads by its standard input, which is closed then. From
// there on it writes, in milliseconds on the system's monotonic clock: "gone FROM TO" for each stretch in which it should
// have been woken and was not, and "on AT THREAD CORE" when a thread is found on another core than before.
import { openSync, readFileSync, readSync, writeSync } from 'node:fs';

const SLEEP_MS = 4;
/** What the kernel itself may do meanwhile. */
const LEAST_MS = 15;
/** proc_pid_stat(5), counted from what follows the name of the program. */
const PROCESSOR = 36;

const ids = readFileSync(0, 'utf8').split(' ').filter(Boolean);
const threads = ids.map((id) => ({ id, file: openSync(`/proc/${id}/task/${id}/stat`), core: '' }));
const parent = process.ppid;
const word = new Int32Array(new SharedArrayBuffer(4));
const bytes = Buffer.alloc(1024);
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** @param {number} file of a thread that may be over: then it is on no core */
function coreOf(file) {
  try {
    const stat = bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0));
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[PROCESSOR];
  } catch {
    return undefined;
  }
}

for (let before = nowMs(); process.ppid === parent;) {
  Atomics.wait(word, 0, 0, SLEEP_MS);
  const now = nowMs();
  if (now - before > LEAST_MS) writeSync(1, `gone ${before + SLEEP_MS} ${now}\n`);
  before = now;
  for (const thread of threads) {
    const core = coreOf(thread.file);
    if (core === undefined || core === thread.core) continue;
    thread.core = core;
    writeSync(1, `on ${now} ${thread.id} ${core}\n`);
  }
}
