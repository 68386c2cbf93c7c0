import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { KernelMemory } from '../../kernel-memory.ts';
import { prepareFrontEnd } from '../../prepare-front-end.ts';
import { Resampler } from '../../resample.ts';
import type { SampleStage } from '../../sample-stage.ts';
import { testSignal } from '../../testing/test-signal.ts';
import { Rnnoise } from './rnnoise.ts';
import { RnnoiseStage } from './rnnoise-stage.ts';

const RATE_HZ = 16_000;
/** The most that a stage is given at once. */
const BLOCK_SAMPLES = 4096;

/** All that a stage makes of `samples`, which come in chunks of the given sizes, taken in turn. */
function through(stage: SampleStage, memory: KernelMemory, samples: Float32Array, chunks = [BLOCK_SAMPLES]) {
  const out = memory.allocate(stage.maxOutput(samples.length) + stage.maxOutput(0));
  let written = 0;
  for (let at = 0, turn = 0; at < samples.length; turn++) {
    const count = Math.min(chunks[turn % chunks.length]!, samples.length - at);
    written += stage.process(samples, at, count, out + 4 * written);
    at += count;
  }
  written += stage.flush(out + 4 * written);
  return memory.floats.slice(out / 4, out / 4 + written);
}

function stageAt(rateHz: number, memory: KernelMemory): RnnoiseStage {
  return new RnnoiseStage(memory, new Resampler(memory, rateHz, RATE_HZ), BLOCK_SAMPLES);
}

function denoise(samples: Float32Array, chunks?: number[], rateHz = RATE_HZ): Float32Array {
  const memory = new KernelMemory();
  return through(stageAt(rateHz, memory), memory, samples, chunks);
}

function resampled(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  const memory = new KernelMemory();
  return through(new Resampler(memory, fromHz, toHz), memory, samples);
}

interface PlainBuild {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
  emscripten_stack_init(): void;
  malloc(bytes: number): number;
  rnnoise_create(model: number): number;
  rnnoise_process_frame(state: number, out: number, input: number): number;
}

/** Samples at 48 kHz through the library's build without SIMD, frame by frame. */
async function byThePlainBuild(samples: Float32Array): Promise<Float32Array> {
  const file = new URL('../../../../../node_modules/@shiguredo/rnnoise-wasm/dist/rnnoise.wasm', import.meta.url);
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    env: {
      emscripten_memcpy_big: (to: number, from: number, bytes: number) =>
        void new Uint8Array(plain.memory.buffer).copyWithin(to, from, from + bytes),
      emscripten_resize_heap: () => 0,
      __assert_fail: () => undefined,
    },
  });
  const plain = instance.exports as unknown as PlainBuild;
  plain.emscripten_stack_init();
  plain.__wasm_call_ctors();
  const [state, at] = [plain.rnnoise_create(0), plain.malloc(4 * 480)];
  const frame = new Float32Array(plain.memory.buffer, at, 480);
  const out: number[] = [];
  for (let start = 0; out.length < samples.length + 480; start += 480) {
    frame.fill(0);
    frame.set(samples.subarray(start, start + 480).map((x) => 32_768 * x));
    plain.rnnoise_process_frame(state, at, at);
    out.push(...frame.map((x) => x / 32_768));
  }
  return Float32Array.from(out.slice(480, 480 + samples.length));
}

it('says what is missing where a thread was not given it', () => {
  expect(() => new Rnnoise()).toThrow(/prepare/);
});

describe('RNNoise', () => {
  beforeAll(() => prepareFrontEnd({ denoise: 'rnnoise' }));

  it('agrees with the plain build of the library, its delay taken off', async () => {
    const samples = testSignal(RATE_HZ, RATE_HZ);
    const wanted = resampled(await byThePlainBuild(resampled(samples, RATE_HZ, 48_000)), 48_000, RATE_HZ);
    const ours = denoise(samples);
    expect(ours.length).toBe(wanted.length);
    expect(ours.reduce((most, x) => Math.max(most, Math.abs(x)), 0)).toBeGreaterThan(0.05);
    const power = (sound: Float32Array) => sound.reduce((sum, x) => sum + x * x, 0);
    expect(power(ours.map((x, n) => x - wanted[n]!))).toBeLessThan(1e-8 * power(wanted));
  });

  it('gives as many samples as there were, with the same bits however they are cut', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(RATE_HZ, 44_100, 48_000),
        fc.integer({ min: 0, max: 6000 }),
        fc.array(fc.integer({ min: 1, max: BLOCK_SAMPLES }), { minLength: 1, maxLength: 4 }),
        (rateHz, length, chunks) => {
          const samples = testSignal(length, rateHz);
          const whole = denoise(samples, undefined, rateHz);
          expect(whole.length).toBe(resampled(samples, rateHz, RATE_HZ).length);
          expect(denoise(samples, chunks, rateHz)).toEqual(whole);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leaves what it lets through at its place', () => {
    const click = new Float32Array(4000);
    click[1700] = 0.6;
    const heard = denoise(click).map(Math.abs);
    expect(heard.indexOf(Math.max(...heard))).toBe(1700);
  });

  it('hears nothing but the two frames of a sample and what the resamplers reach', () => {
    const samples = testSignal(8000, RATE_HZ);
    const later = samples.map((x, n) => (n < 4000 ? x : 0.5 - x));
    const reach = 2 * 160 + 52 + 51;
    expect(denoise(later).slice(0, 4000 - reach)).toEqual(denoise(samples).slice(0, 4000 - reach));
  });

  it('has forgotten everything after a reset', () => {
    const memory = new KernelMemory();
    const stage = stageAt(RATE_HZ, memory);
    const samples = testSignal(3000, RATE_HZ);
    through(
      stage,
      memory,
      samples.map((x) => -3 * x),
    );
    stage.reset();
    expect(through(stage, memory, samples)).toEqual(denoise(samples));
  });
});
