import { afterEach, expect, it } from 'vitest';
import { ResampledClips } from './resampled-clips.ts';
import { toneDataset } from './testing/tone-dataset.ts';

const { Memory } = WebAssembly;
afterEach(() => void (WebAssembly.Memory = Memory));

it('resamples from many rates in one memory, each with the samples that it has alone', () => {
  const dataset = toneDataset([{ id: 'tone', seconds: 0.4, hz: 600, speaker: 'a' }], 44_100);
  const speeds = Array.from({ length: 41 }, (_, i) => 1 + (i - 20) / 100);
  const alone = speeds.map((speed) => new ResampledClips(dataset).clip(0, speed).slice());

  let memories = 0;
  class Counted extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories++;
    }
  }
  WebAssembly.Memory = Counted;
  const clips = new ResampledClips(dataset);
  for (const round of [1, 2])
    for (const [i, speed] of speeds.entries()) expect(clips.clip(0, speed), `${round}, ${speed}`).toEqual(alone[i]);
  expect(memories).toBeGreaterThan(0);
  expect(memories).toBeLessThanOrEqual(2);
});
