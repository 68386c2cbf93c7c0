import type { Split } from '../engine/data/dataset.ts';
import type { FeatureBlock } from '../engine/data/feature-block.ts';
import type { TrainedModel, TrainerReady, TrainerSetup } from '../engine/train/trainer.ts';
import type { Outcome } from './outcome.ts';
import type { TrainEnvelope } from './train-envelope.ts';

/** A trainer as it is called from another thread: plain data in and out. */
export interface RemoteTrainer {
  setUp(
    setup: TrainerSetup,
    onEvents: (batch: readonly TrainEnvelope[]) => void,
  ): Promise<Outcome<TrainerReady>>;
  addFeatures(block: FeatureBlock): Promise<Outcome<void>>;
  run(): Promise<Outcome<'paused' | 'finished'>>;
  step(): Promise<Outcome<'paused' | 'finished'>>;
  pause(): Promise<Outcome<void>>;
  stop(): Promise<Outcome<void>>;
  turn(key: string, value: number): Promise<Outcome<void>>;
  result(): Promise<Outcome<TrainedModel>>;
  predict(split: Split): Promise<Outcome<Float32Array>>;
  measureMsPerClip(): Promise<Outcome<number>>;
  dispose(): Promise<Outcome<void>>;
}
