import type { AudioRef, Dataset } from '../dataset.ts';
import type { ContentHasher } from '../fingerprint.ts';
import { FileSink } from './sample-sink.ts';
import type { SampleFile } from './stored-samples.ts';

/**
 * The same dataset with its samples, which lie in memory, in a file; nothing stays of it on failure.
 * @throws StudioError `file/no-room`
 */
export async function moveToFile(dataset: Dataset, file: SampleFile, hasher: ContentHasher): Promise<Dataset> {
  const { pcm, utterances, noises } = dataset;
  const sink = new FileSink(file);
  const move = async ({ offset, length, sampleRateHz }: AudioRef): Promise<AudioRef> => {
    const samples = pcm.slice(offset, offset + length);
    const content = hasher.hash(new Uint8Array(samples.buffer));
    return { ...(await sink.add(samples)), length, sampleRateHz, content };
  };
  const moveAll = async (all: readonly AudioRef[]): Promise<AudioRef[]> => {
    const moved: AudioRef[] = [];
    for (const audio of all) moved.push(await move(audio));
    return moved;
  };
  try {
    const audio = await moveAll(utterances.map((one) => one.audio));
    const ofNoises = noises && (await moveAll(noises));
    return {
      ...dataset,
      utterances: utterances.map((utterance, i) => ({ ...utterance, audio: audio[i]! })),
      ...(ofNoises && { noises: ofNoises }),
      ...(await sink.finish()),
    };
  } catch (thrown) {
    await sink.discard();
    throw thrown;
  }
}
