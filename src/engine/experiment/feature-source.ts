import type { FeatureBlock } from '../data/feature-block.ts';
import type { PortionsWanted } from './portion-pump.ts';

/** A trainer's end: resolves when it has room for more. */
export type Sink = (block: FeatureBlock) => Promise<void>;

/** Brings the features of a seed to its trainings. */
export interface FeatureSource {
  /** Resolves when nothing more will be made; rejects when the provider or a trainer fails. */
  run(): Promise<void>;
  /** What is there now, then whatever comes. @param wanted of a source of portions */
  join(sink: Sink, wanted: PortionsWanted | null): Promise<void>;
  leave(sink: Sink): void;
  halt(): void;
}
