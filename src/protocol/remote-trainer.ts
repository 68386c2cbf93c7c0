import type { Split } from '../engine/data/dataset.ts';
import type { FeatureBlock } from '../engine/data/feature-block.ts';
import type { Decoded } from '../engine/tasks/task.ts';
import type { StepProbe, TrainedModel, TrainerNeeds, TrainerReady, TrainerSetup } from '../engine/train/trainer.ts';
import type { Answer } from './outcome.ts';
import type { TrainEnvelope } from './train-envelope.ts';

/** A trainer as it is called from another thread: plain data in and out. */
export interface RemoteTrainer {
  warmUp(needs: TrainerNeeds): Promise<Answer<void>>;
  setUp(setup: TrainerSetup, onEvents: (batch: readonly TrainEnvelope[]) => void): Promise<Answer<TrainerReady>>;
  addFeatures(block: FeatureBlock): Promise<Answer<void>>;
  run(): Promise<Answer<'paused' | 'finished'>>;
  step(): Promise<Answer<'paused' | 'finished'>>;
  pause(): Promise<Answer<void>>;
  stop(): Promise<Answer<void>>;
  turn(key: string, value: number): Promise<Answer<void>>;
  result(): Promise<Answer<TrainedModel>>;
  predict(split: Split): Promise<Answer<Float32Array>>;
  decode(split: Split): Promise<Answer<Decoded | null>>;
  measureMsPerClip(): Promise<Answer<number>>;
  probe(setup: TrainerSetup): Promise<Answer<StepProbe>>;
  /** @param words of a `RightOfWay`, shared */
  giveWay(words: Int32Array): Promise<Answer<void>>;
  dispose(): Promise<Answer<void>>;
}
