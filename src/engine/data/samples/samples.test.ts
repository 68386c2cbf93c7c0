import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AudioRef } from '../dataset.ts';
import { MemoryFiles } from '../testing/memory-files.ts';
import { asInt16, fromInt16 } from './sample-coding.ts';
import { samplesBy } from './sample-reader.ts';
import { FileSink, MemorySink, type SampleSink } from './sample-sink.ts';

const whole = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 40 });
const any = fc.array(fc.float({ noNaN: false }), { maxLength: 40 });
const clips = fc.array(
  fc.oneof(
    whole.map((values) => Float32Array.from(values, (value) => value / 32_768)),
    any.map((values) => Float32Array.from(values)),
  ),
  { maxLength: 6 },
);

test('samples are 16-bit integers only where each comes back with its value', () => {
  expect(asInt16(Float32Array.of(-1, 0.5, 32_767 / 32_768))).toEqual(Int16Array.of(-32_768, 16_384, 32_767));
  for (const odd of [1, -1.5, 1 / 65_536, NaN, Infinity]) expect(asInt16(Float32Array.of(0, odd)), `${odd}`).toBeNull();
  fc.assert(
    fc.property(whole, (values) => {
      const samples = Float32Array.from(values, (value) => value / 32_768);
      const back = new Float32Array(samples.length);
      fromInt16(asInt16(samples)!, back);
      expect(back).toEqual(samples);
    }),
  );
});

async function keptBy(sink: SampleSink, sounds: readonly Float32Array[], files: MemoryFiles) {
  const audio: AudioRef[] = [];
  for (const samples of sounds)
    audio.push({ ...(await sink.add(samples)), length: samples.length, sampleRateHz: 16_000 });
  const reader = samplesBy(files)(await sink.finish());
  return (order: readonly number[]) => order.map((i) => reader.read(audio[i]!).slice());
}

test('clips come back from a file and from memory as they were, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(clips, fc.infiniteStream(fc.nat()), async (sounds, picks) => {
      const order = [...picks.take(20)].flatMap((pick) => (sounds.length > 0 ? [pick % sounds.length] : []));
      const wanted = order.map((i) => sounds[i]!);
      const files = new MemoryFiles();
      const fromFile = await keptBy(new FileSink(await files.create()), sounds, files);
      const fromMemory = await keptBy(new MemorySink(), sounds, files);
      expect(fromFile(order)).toEqual(wanted);
      expect(fromMemory(order)).toEqual(wanted);
    }),
  );
});

test('neighbours are read together, and what is gone is told', async () => {
  const files = new MemoryFiles();
  const sounds = Array.from({ length: 20 }, (_, i) => new Float32Array(1000).fill(i / 32_768));
  const read = await keptBy(new FileSink(await files.create()), sounds, files);
  expect(read([...sounds.keys()])).toEqual(sounds);
  expect(files.reads).toBe(1);
  files.contents.clear();
  const gone = samplesBy(files)({ pcm: new Float32Array(0), stored: { name: 'file-0', bytes: 8, file: null } });
  const audio: AudioRef = { offset: 0, length: 2, sampleRateHz: 16_000 };
  expect(() => gone.read(audio)).toThrow(expect.objectContaining({ code: 'file/unreadable' }));
  files.contents.set('file-0', new Uint8Array(4));
  expect(() => gone.read(audio), 'cut short').toThrow(expect.objectContaining({ code: 'file/unreadable' }));
});
