import { expect, test } from 'vitest';
import { describeDataset } from './dataset-summary.ts';
import { importOwnFiles } from './own-files.ts';
import { tone, wavBytes } from './testing/wav-bytes.ts';

test('what was done to a file is told with the dataset, by its path', async () => {
  const [voice, silence] = [tone(300, 0.1), new Float32Array(1_600)];
  const contents = {
    'set/no/anna_1.wav': wavBytes([tone(310, 0.1)]),
    'set/no/ben_1.wav': wavBytes([voice, voice.map((sample) => -sample)]),
    'set/yes/anna_1.wav': wavBytes([voice, silence, silence]),
    'set/yes/ben_1.wav': wavBytes([tone(320, 0.1)]),
  };
  const files = Object.entries(contents).map(([path, content]) => ({
    path,
    size: content.byteLength,
    read: () => Promise.resolve(content),
  }));
  const dataset = await importOwnFiles(files, { signal: { aborted: false }, onProgress: () => undefined });
  const notes = [
    { file: 'set/no/ben_1.wav', code: 'inverted-channel', params: { inverted: 1, channels: 2 } },
    { file: 'set/yes/anna_1.wav', code: 'silent-channel', params: { silent: 2, channels: 3 } },
  ];
  expect(dataset.notes).toEqual(notes);
  expect(describeDataset(dataset, null).summary.notes).toEqual(notes);
});
