import type { Dataset } from '../engine/data/dataset.ts';
import type { OwnFile } from '../engine/data/own-files.ts';
import { decoder } from '../engine/data/own-recordings.ts';

/** As long as a person does not notice beside the listing itself. */
const MEASURE_MS = 700;
const MOST_FILES = 64;

/** Seconds of sound that are read and decoded in one second here, by some files from all over; null where none can be. */
export async function measureReading(files: readonly OwnFile[], { utterances }: Dataset): Promise<number | null> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const every = Math.max(1, Math.floor(utterances.length / MOST_FILES));
  const decode = decoder();
  let [seconds, began] = [0, NaN];
  for (let at = 0; at < utterances.length && !(performance.now() - began >= MEASURE_MS); at += every) {
    // The id of a clip that is cut out of a file goes on after it.
    const file = byPath.get(utterances[at]!.id.replace(/@[\d.]+$/, ''));
    // What cannot be read is told when it is.
    const sound = file && (await read(file).catch(() => null));
    if (!sound) continue;
    // The first waits for the decoder's code.
    if (Number.isNaN(began)) began = performance.now();
    else seconds += sound.length / sound.sampleRateHz;
  }
  return seconds === 0 ? null : (1000 * seconds) / (performance.now() - began);

  async function read(file: OwnFile) {
    return decode(new Uint8Array(await file.read()));
  }
}
