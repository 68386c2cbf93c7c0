import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/** What the audio thread was given, by its own counting. */
export interface AudioCounts {
  /** Quanta of 128 samples that were taken. */
  readonly quanta: number;
  /** Quanta that the context passed without the worklet. */
  readonly missed: number;
  /** Quanta without sound. */
  readonly empty: number;
  /** Of the context, when it counted. */
  readonly frame: number;
  readonly sampleRateHz: number;
}

/** What reached the worker that listens. */
export interface HeardCounts {
  readonly samples: number;
  readonly frames: number;
  /** Messages that did not begin where the one before ended. */
  readonly gaps: number;
  /** What the worklet told at its end; null before that. */
  readonly ended: { readonly samples: number; readonly frames: number } | null;
}

/** Put before the worklet's own code: counts what its processor is called for, and tells it once a second. */
const COUNTING = `
const register = registerProcessor;
globalThis.registerProcessor = (name, Processor) => register(name, class extends Processor {
  counts = { quanta: 0, missed: 0, empty: 0, frame: 0, sampleRateHz: sampleRate };
  expected = null;
  process(inputs, ...rest) {
    const goesOn = super.process(inputs, ...rest);
    if (this.waits) return goesOn;
    const { counts } = this;
    if (this.expected !== null && currentFrame !== this.expected) counts.missed += (currentFrame - this.expected) / 128;
    this.expected = currentFrame + 128;
    if (inputs[0]?.length) counts.quanta++;
    else counts.empty++;
    counts.frame = currentFrame;
    if (counts.quanta % 375 === 1) this.port.postMessage({ type: 'counts', counts });
    return goesOn;
  }
});
`;

/** Makes the worklet of a built page count. */
export function letWorkletCount(folder: string): void {
  const assets = join(folder, 'assets');
  const names = readdirSync(assets).filter((name) => name.startsWith('features.worklet-'));
  expect(names).toHaveLength(1);
  const file = join(assets, names[0]!);
  writeFileSync(file, COUNTING + readFileSync(file, 'utf8'));
}

/** Call before a page that counts is opened. @returns what was told last */
export async function countAudio(page: Page): Promise<() => Promise<AudioCounts>> {
  await page.addInitScript(() => {
    let last: unknown = null;
    const Node = globalThis.AudioWorkletNode;
    globalThis.AudioWorkletNode = class extends Node {
      constructor(...given: ConstructorParameters<typeof AudioWorkletNode>) {
        super(...given);
        this.port.addEventListener('message', ({ data }: MessageEvent<{ type?: string; counts?: unknown }>) => {
          if (data.type === 'counts') last = data.counts;
        });
      }
    };
    Object.assign(globalThis, { audioCounts: () => last });
  });
  return () => page.evaluate(() => (globalThis as unknown as { audioCounts(): AudioCounts }).audioCounts());
}

/** Call before listening begins. @returns what has reached the worker by now */
export async function countHeard(page: Page): Promise<() => Promise<HeardCounts>> {
  const workers = () => page.workers().filter((worker) => worker.url().includes('live.worker'));
  await expect.poll(() => workers().length).toBe(1);
  const [worker] = workers();
  await worker!.evaluate(() => {
    type Event = { type?: string; samples: number; frames: number; firstSample: number; firstFrame: number };
    const counts = { samples: 0, frames: 0, gaps: 0, ended: null as unknown };
    const count = (event: Event) => {
      if (event.type === 'pcm') {
        if (event.firstSample !== counts.samples) counts.gaps++;
        counts.samples += event.samples;
      } else if (event.type === 'frames') {
        if (event.firstFrame !== counts.frames) counts.gaps++;
        counts.frames += event.frames;
      } else if (event.type === 'ended') counts.ended = { samples: event.samples, frames: event.frames };
    };
    const own = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')!;
    Object.defineProperty(MessagePort.prototype, 'onmessage', {
      ...own,
      set(this: MessagePort, listener: ((event: MessageEvent<Event>) => void) | null) {
        own.set!.call(
          this,
          listener &&
            ((event: MessageEvent<Event>) => {
              count(event.data);
              listener.call(this, event);
            }),
        );
      },
    });
    Object.assign(globalThis, { heardCounts: () => counts });
  });
  return () => worker!.evaluate(() => (globalThis as unknown as { heardCounts(): HeardCounts }).heardCounts());
}
