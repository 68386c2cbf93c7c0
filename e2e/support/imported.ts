import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { AudioRef, Dataset, SkippedFile, Utterance } from '../../src/engine/data/dataset.ts';

export interface ImportedClip {
  /** The file's path. */
  readonly id: string;
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
}

export interface Imported {
  readonly clips: readonly ImportedClip[];
  readonly skipped: readonly SkippedFile[];
}

/** Call before the page is opened: hears what workers send, and keeps the last dataset with samples in it. */
export async function watchImports(page: Page): Promise<{ last(): Promise<Imported | null> }> {
  await page.addInitScript(() => {
    const holdsDataset = (value: unknown): value is { dataset: Dataset } =>
      typeof value === 'object' && value !== null && 'dataset' in value;
    const areUtterances = (value: unknown): value is Dataset['utterances'] =>
      Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null && 'audio' in item);
    let utterances: Utterance[] = [];
    const search = (value: unknown, depth: number): void => {
      if (holdsDataset(value)) {
        utterances = [...value.dataset.utterances];
        Object.assign(globalThis, { importedDataset: { ...value.dataset, utterances } });
      } else if (areUtterances(value))
        utterances.push(...value); // Those of a long list come piece by piece.
      else if (depth > 0 && typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
        for (const inner of Object.values(value)) search(inner, depth - 1);
    };
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => search(data, 4));
      }
    };
  });
  return {
    async last() {
      const told = await page.evaluate(async () => {
        const { importedDataset } = globalThis as { importedDataset?: Dataset };
        if (!importedDataset) return null;
        const { utterances, skipped, pcm, stored } = importedDataset;
        const file = stored ? await (stored.file as File).arrayBuffer() : null;
        const samplesOf = ({ offset, length, coding }: AudioRef): Float32Array => {
          if (!file) return pcm.subarray(offset, offset + length);
          if (coding === undefined) return new Float32Array(file, 4 * offset, length);
          return Float32Array.from(new Int16Array(file, 2 * offset, length), (sample) => sample / 2 ** 15);
        };
        const base64 = (samples: Float32Array) => {
          const bytes = new Uint8Array(samples.slice().buffer);
          let text = '';
          for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
          return btoa(text);
        };
        const clips = utterances.map(({ id, audio }) => {
          return { id, sampleRateHz: audio.sampleRateHz, samples: base64(samplesOf(audio)) };
        });
        return { clips, skipped };
      });
      if (!told) return null;
      return { skipped: told.skipped, clips: told.clips.map((clip) => ({ ...clip, samples: floatsOf(clip.samples) })) };
    },
  };
}

function floatsOf(base64: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(base64, 'base64')).buffer);
}

/** Of all samples, bit by bit. */
export function samplesDigest(samples: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(samples.slice().buffer)).digest('hex');
}
