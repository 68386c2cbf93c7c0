import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FrontEndConfig } from '../../src/engine/config/experiment.ts';
import { frontEndPresets } from '../../src/engine/config/front-end-presets.ts';
import { denoiserBinary } from '../../src/engine/dsp/denoise/denoiser-binary.ts';
import { digestFrames, featureDigest } from '../../src/engine/dsp/digest.ts';
import { prepareFrontEnd } from '../../src/engine/dsp/prepare-front-end.ts';
import { plainLogMel } from '../../src/engine/dsp/testing/configs.ts';
import { testSignal } from '../../src/engine/dsp/testing/test-signal.ts';
import type { FeatureWorkletEvent, FeatureWorkletOptions } from '../../src/protocol/worklet.ts';

const QUANTUM = 128;

interface Processor {
  process(inputs: Float32Array[][]): boolean;
}

async function bundle(entry: string, format: 'es' | 'iife'): Promise<string> {
  const path = fileURLToPath(new URL(entry, import.meta.url));
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: path, formats: [format], name: 'entry', fileName: 'entry' },
      rolldownOptions: { external: /^node:/, output: { codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(result) ? result : [result as Rolldown.RolldownOutput];
  const chunk = first?.output[0];
  if (chunk?.type !== 'chunk') throw new Error(`no bundle of ${entry}`);
  return chunk.code;
}

async function digestInThread(
  code: string,
  samples: Float32Array,
  rateHz: number,
  config: FrontEndConfig,
): Promise<unknown> {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData: { samples, rateHz, config },
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
}

/** Runs the built worklet in a realm that has nothing but what an AudioWorkletGlobalScope has. */
async function digestInWorkletScope(
  code: string,
  samples: Float32Array,
  rateHz: number,
  config: FrontEndConfig,
): Promise<string> {
  const parts: Float32Array[] = [];
  let Registered: (new (options: { processorOptions: FeatureWorkletOptions }) => Processor) | null = null;
  const post = (event: FeatureWorkletEvent) => {
    if (event.type === 'frames') parts.push(event.data.subarray(0, event.frames * event.bins));
  };
  class AudioWorkletProcessor {
    readonly port = { postMessage: post, onmessage: null };
  }
  const scope = createContext({
    sampleRate: rateHz,
    AudioWorkletProcessor,
    registerProcessor: (_name: string, processor: typeof Registered) => (Registered = processor),
  });
  runInContext(code, scope);
  const Made = Registered as (new (options: { processorOptions: FeatureWorkletOptions }) => Processor) | null;
  if (!Made) throw new Error('nothing was registered');
  const processor = new Made({
    processorOptions: {
      frontEnd: config,
      denoiserBinary: await denoiserBinary(config.denoise),
      framesPerMessage: 7,
      pcmSamplesPerMessage: 0,
      lengthSamples: samples.length,
    },
  });
  const quantum = new Float32Array(QUANTUM);
  for (let at = 0, running = true; running; at += QUANTUM) {
    quantum.fill(0);
    quantum.set(samples.subarray(at, at + QUANTUM));
    running = processor.process([[quantum]]);
  }
  return digestFrames(parts);
}

describe('the same samples give the same bits', () => {
  let threadCode = '';
  let workletCode = '';
  beforeAll(async () => {
    threadCode = await bundle('../../src/engine/dsp/testing/digest.worker.ts', 'es');
    workletCode = await bundle('./features.worklet.ts', 'iife');
  });

  const full: FrontEndConfig = { ...plainLogMel, preEmphasis: 0.97, denoise: 'spectral-subtraction', deltas: 2 };
  it.each([
    { rateHz: 16_000, config: plainLogMel },
    { rateHz: 44_100, config: full },
    { rateHz: 48_000, config: { ...full, kind: 'mfcc' } as const },
    { rateHz: 48_000, config: { ...full, kind: 'pcen', denoise: 'wiener' } as const },
    { rateHz: 44_100, config: { ...plainLogMel, denoise: 'rnnoise' } as const },
    { rateHz: 22_050, config: { ...plainLogMel, kind: 'spectrogram', window: 'hamming' } as const },
    { rateHz: 16_000, config: { ...plainLogMel, ...frontEndPresets.kaldi } },
    { rateHz: 44_100, config: { ...plainLogMel, ...frontEndPresets.torchaudio } },
    { rateHz: 8_000, config: { ...plainLogMel, ...frontEndPresets.whisper } },
  ])(
    'here, in a thread and in a worklet scope at $rateHz Hz: $config.kind, $config.denoise, $config.log',
    async ({ rateHz, config }) => {
      const samples = testSignal(Math.round(rateHz * 0.7), rateHz);
      await prepareFrontEnd(config);
      const here = featureDigest(samples, rateHz, config);
      expect(await digestInThread(threadCode, samples, rateHz, config)).toBe(here);
      expect(await digestInWorkletScope(workletCode, samples, rateHz, config)).toBe(here);
      samples[100]! += 1e-3;
      expect(featureDigest(samples, rateHz, config)).not.toBe(here);
    },
  );
});
