import type { LiveSettings } from '../config/live-settings.ts';
import type { LiveUpdate } from './events.ts';

/** What listens to one stream. Samples and frames come side by side, as the feature worklet sends them. */
export interface StreamListener {
  change(settings: LiveSettings): void;
  /** Mono samples, in order. */
  takeSamples(samples: Float32Array): void;
  /** @param data [count, bins] and maybe more, in order */
  takeFrames(data: Float32Array, count: number): void;
  /** Nothing more comes. */
  end(): void;
  /** Does what has become possible. Not to be called again before it has answered. */
  advance(): Promise<LiveUpdate>;
  /** Nobody asks any more. */
  dispose?(): void;
}
