import { describe, expect, it } from 'vitest';
import { createFrontEnd } from '../../src/engine/dsp/front-end.ts';
import { plainLogMel } from '../../src/engine/dsp/testing/configs.ts';
import { readAll } from '../../src/engine/dsp/testing/read-all.ts';
import { testSignal } from '../../src/engine/dsp/testing/test-signal.ts';
import type { FeatureWorkletEvent, FeatureWorkletOptions } from '../../src/protocol/worklet.ts';
import { FeatureStream } from './feature-stream.ts';

const RATE_HZ = 48_000;
const options: FeatureWorkletOptions = {
  frontEnd: plainLogMel,
  denoiserBinary: null,
  framesPerMessage: 5,
  pcmSamplesPerMessage: 1000,
  lengthSamples: null,
};

function collect(more: Partial<FeatureWorkletOptions> = {}) {
  const events: FeatureWorkletEvent[] = [];
  const stream = new FeatureStream({ ...options, ...more }, RATE_HZ, (event) => events.push(event));
  return { stream, events };
}

const frames = (events: readonly FeatureWorkletEvent[]) =>
  events.flatMap((event) => (event.type === 'frames' ? [...event.data.subarray(0, event.frames * event.bins)] : []));
const pcm = (events: readonly FeatureWorkletEvent[]) =>
  events.flatMap((event) => (event.type === 'pcm' ? [...event.data.subarray(0, event.samples)] : []));

function feed(stream: FeatureStream, samples: Float32Array): void {
  for (let at = 0; at < samples.length; at += 128) stream.take([samples.subarray(at, at + 128)]);
}

describe('FeatureStream', () => {
  it('sends every sample and every frame once, in order', () => {
    const { stream, events } = collect();
    const samples = testSignal(24_000, RATE_HZ);
    feed(stream, samples);
    stream.receive({ type: 'end' });
    expect(pcm(events)).toEqual([...samples]);
    const expected = readAll(createFrontEnd(plainLogMel, RATE_HZ), samples);
    expect(frames(events)).toEqual([...expected]);
    expect(events.at(-1)).toEqual({ type: 'ended', samples: 24_000, frames: expected.length / 40 });
    const starts = events.flatMap((event) => (event.type === 'frames' ? [event.firstFrame] : []));
    expect(starts).toEqual(starts.map((_, i) => 5 * i));
  });

  it('averages the channels', () => {
    const { stream, events } = collect({ frontEnd: null, pcmSamplesPerMessage: 4 });
    stream.take([Float32Array.of(1, 0, 0.5, 1), Float32Array.of(0, 0, 0.5, -1)]);
    expect(pcm(events)).toEqual([0.5, 0, 0.5, 0]);
  });

  it('ends by itself at a known length, within a quantum', () => {
    const { stream, events } = collect({ lengthSamples: 200 });
    expect(stream.take([new Float32Array(128)])).toBe(true);
    expect(stream.take([new Float32Array(128)])).toBe(false);
    expect(stream.take([new Float32Array(128)])).toBe(false);
    expect(events.filter(({ type }) => type === 'ended')).toEqual([{ type: 'ended', samples: 200, frames: 0 }]);
  });

  it('waits while nothing is connected', () => {
    const { stream, events } = collect();
    expect(stream.take([])).toBe(true);
    expect(events).toEqual([]);
  });

  it('fills buffers again that are given back', () => {
    const { stream, events } = collect({ frontEnd: null, pcmSamplesPerMessage: 128 });
    const seen = new Set<ArrayBuffer>();
    for (let quantum = 0; quantum < 50; quantum++) {
      stream.take([new Float32Array(128).fill(quantum)]);
      for (const event of events.splice(0)) {
        if (event.type !== 'pcm') continue;
        expect(event.data[0]).toBe(quantum);
        seen.add(event.data.buffer);
        stream.receive({ type: 'recycle', buffer: event.data.buffer });
      }
    }
    expect(seen.size).toBe(1);
  });
});
