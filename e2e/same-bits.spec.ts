import { readdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { defaultExperiment } from '../src/engine/config/defaults.ts';
import type { FrontEndConfig } from '../src/engine/config/experiment.ts';
import { frontEndPresets } from '../src/engine/config/front-end-presets.ts';
import { denoiserBinary } from '../src/engine/dsp/denoise/denoiser-binary.ts';
import { digestFrames, featureDigest } from '../src/engine/dsp/digest.ts';
import { createFrontEnd } from '../src/engine/dsp/front-end.ts';
import { prepareFrontEnd } from '../src/engine/dsp/prepare-front-end.ts';
import { FEATURE_PROCESSOR, type FeatureWorkletEvent, type FeatureWorkletOptions } from '../src/protocol/worklet.ts';
import { clipsOf } from './support/speech.ts';
import { expect, test } from './support/test.ts';

/** Address of a built file whose name begins so. */
async function asset(name: string): Promise<string> {
  const files = await readdir(new URL('../dist/assets/', import.meta.url));
  const found = files.find((file) => file.startsWith(name) && file.endsWith('.js'));
  if (!found) throw new Error(`no ${name} among the built files`);
  return `/assets/${found}`;
}

interface Job {
  readonly samples: readonly number[];
  readonly rateHz: number;
  readonly config: FrontEndConfig;
}

/** Frames that the built worklet makes of samples played at their own rate. */
async function inWorklet(page: Page, job: Job): Promise<Float32Array> {
  const processorOptions: Omit<FeatureWorkletOptions, 'denoiserBinary'> = {
    frontEnd: job.config,
    framesPerMessage: 7,
    pcmSamplesPerMessage: 0,
    lengthSamples: job.samples.length,
  };
  const binary = await denoiserBinary(job.config.denoise);
  const frames = await page.evaluate(
    async ({ url, name, samples, rateHz, options, binary }) => {
      // Room for whole quanta: the worklet itself ends at the last sample.
      const context = new OfflineAudioContext(1, Math.ceil(samples.length / 128 + 1) * 128, rateHz);
      await context.audioWorklet.addModule(url);
      const processorOptions = { ...options, denoiserBinary: binary && Uint8Array.from(binary) };
      const node = new AudioWorkletNode(context, name, { numberOfOutputs: 0, processorOptions });
      const frames: number[] = [];
      const ended = new Promise<void>((resolve) => {
        node.port.onmessage = ({ data }: MessageEvent<FeatureWorkletEvent>) => {
          if (data.type === 'frames') frames.push(...data.data.subarray(0, data.frames * data.bins));
          if (data.type === 'ended') resolve();
        };
      });
      const buffer = context.createBuffer(1, samples.length, rateHz);
      buffer.copyToChannel(Float32Array.from(samples), 0);
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(node);
      source.start();
      await context.startRendering();
      await ended;
      return frames;
    },
    {
      url: await asset('features.worklet'),
      name: FEATURE_PROCESSOR,
      samples: job.samples,
      rateHz: job.rateHz,
      options: processorOptions,
      binary: binary && [...binary],
    },
  );
  return Float32Array.from(frames);
}

/** Frames that the built worker makes of the same samples, spoken to in comlink's own messages. */
async function inWorker(page: Page, job: Job): Promise<Float32Array> {
  const frames = await page.evaluate(
    async ({ url, samples, rateHz, config }) => {
      const worker = new Worker(url, { type: 'module', name: 'same-bits' });
      const raw = (value: unknown) => ({ type: 'RAW', value });
      const answer = new Promise<readonly number[]>((resolve) => {
        worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          const reply = data as { id?: string; value?: { value: { data: Float32Array } } };
          if (reply.id === 'same-bits' && reply.value) resolve([...reply.value.value.data]);
        });
      });
      worker.postMessage({
        id: 'same-bits',
        type: 'APPLY',
        path: ['spectrogram'],
        argumentList: [raw(Float32Array.from(samples)), raw(rateHz), raw(config)],
      });
      const frames = await answer;
      worker.terminate();
      return frames;
    },
    { url: await asset('datasets.worker'), samples: job.samples, rateHz: job.rateHz, config: job.config },
  );
  return Float32Array.from(frames);
}

const fronts: Readonly<Record<string, Partial<FrontEndConfig>>> = {
  'log-mel': {},
  'mfcc with differences, denoised': { kind: 'mfcc', deltas: 2, denoise: 'spectral-subtraction' },
  'PCEN, denoised by Wiener': { kind: 'pcen', denoise: 'wiener' },
  'log-mel, denoised by RNNoise': { denoise: 'rnnoise' },
  'a spectrogram': { kind: 'spectrogram' },
  'as Kaldi': frontEndPresets.kaldi,
  'as Whisper': frontEndPresets.whisper,
};

for (const [name, change] of Object.entries(fronts)) {
  test(`the same samples give the same bits in worklet, worker and Node: ${name}`, async ({ studio, page }) => {
    const config = { ...defaultExperiment.frontEnd, ...change };
    const [clip] = await clipsOf(['seven'], 1);
    await prepareFrontEnd(config);
    await studio.open();
    for (const rateHz of [clip!.sampleRateHz, 44_100]) {
      const job: Job = { samples: [...clip!.samples], rateHz, config };
      const expected = featureDigest(clip!.samples, rateHz, config);
      const bins = createFrontEnd(config, rateHz).bins;
      const [worklet, worker] = [await inWorklet(page, job), await inWorker(page, job)];
      expect(worklet.length).toBeGreaterThan(10 * bins);
      expect(digestFrames([worklet]), `worklet, ${rateHz} Hz`).toBe(expected);
      expect(digestFrames([worker]), `worker, ${rateHz} Hz`).toBe(expected);
    }
  });
}
