import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixToMono } from './mix.ts';

const left = Float32Array.of(0.5, -0.25, 1);
const right = Float32Array.of(0.25, 0.25, -1);

describe('channels that sound', () => {
  it('are averaged', () => {
    const mix = mixToMono([left, right]);
    expect(mix).toEqual({ samples: Float32Array.of(0.375, 0, 0), silent: 0, inverted: 0 });
  });

  it('come back as they are when they are equal', () => {
    const samples = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 8 }), (values, count) => {
        const channel = Float32Array.from(values);
        const { samples: mixed } = mixToMono(Array.from({ length: count }, () => channel));
        channel.forEach((value, i) => expect(mixed[i]).toBeCloseTo(value, 6));
      }),
    );
  });
});

describe('silent channels', () => {
  it('are left out more than 60 dB below the loudest, whatever their offset', () => {
    const hum = Float32Array.of(0.0006, -0.0006, 0.0006);
    const offset = Float32Array.of(0.3, 0.3, 0.3);
    expect(mixToMono([new Float32Array(3), left, hum, offset])).toEqual({ samples: left, silent: 3, inverted: 0 });
    const soft = Float32Array.of(0.0007, 0, -0.0007);
    expect(mixToMono([left, soft]).samples[0]).toBeCloseTo(0.25035, 6);
  });

  it('are no news where all are silent', () => {
    expect(mixToMono([new Float32Array(2), new Float32Array(2)])).toEqual({
      samples: new Float32Array(2),
      silent: 0,
      inverted: 0,
    });
  });
});

describe('inverted channels', () => {
  const tone = (hz: number, gain: number) =>
    Float32Array.from({ length: 800 }, (_, i) => gain * Math.sin((2 * Math.PI * hz * i) / 8_000));

  it('are turned over, so that they do not cancel the loudest', () => {
    const voice = tone(300, 0.5);
    const turned = tone(300, -0.4).map((sample) => sample + 0.1);
    const { samples, silent, inverted } = mixToMono([turned, voice, new Float32Array(800)]);
    expect({ silent, inverted }).toEqual({ silent: 1, inverted: 1 });
    samples.forEach((sample, i) => expect(sample).toBeCloseTo((voice[i]! - turned[i]!) / 2, 6));
  });

  it('are those that correlate below -0.9 only', () => {
    const [voice, other] = [tone(300, 0.5), tone(500, 1)];
    // Orthogonal tones: the correlation is that of the weights.
    const at = (correlation: number) =>
      voice.map((sample, i) => correlation * sample + Math.sqrt(1 - correlation ** 2) * 0.4999 * other[i]!);
    expect(mixToMono([voice, at(-0.92)]).inverted).toBe(1);
    expect(mixToMono([voice, at(-0.88)]).inverted).toBe(0);
    expect(mixToMono([voice, at(0.99)]).inverted).toBe(0);
  });
});
