import type { FeatureShape, Portion } from '../data/feature-block.ts';
import type { BatchDraws } from './batch-draws.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** What decides on how much memory the clips of a step take. */
export interface StepSize {
  readonly batchSize: number;
  /** Of the longest clip. */
  readonly shape: FeatureShape;
  /** Numbers of all teachers' answers to it. */
  readonly answers: number;
}

/** Bytes of one step's features and teachers' answers, at most. */
export function stepBytes({ batchSize, shape: { frames, bins }, answers }: StepSize): number {
  return batchSize * (frames * bins + answers) * BYTES;
}

/**
 * Steps of a portion that takes no more than so many bytes, though at least one. It follows from data and training alone:
 * a machine's memory decides on whether there are portions, never on how they are cut.
 */
export function stepsOfPortion(size: StepSize, bytes: number): number {
  return Math.max(1, Math.floor(bytes / stepBytes(size)));
}

/** Cuts what a training draws into portions of so many steps each: a pure function of the step, as the draws are. */
export class PortionPlan {
  /** Of the whole training. */
  readonly count: number;

  /** @param clips in the training split */
  constructor(
    private readonly draws: BatchDraws,
    private readonly clips: number,
    private readonly steps: number,
    private readonly stepsEach: number,
  ) {
    this.count = Math.ceil(steps / stepsEach);
  }

  /** The portion that a step is in. */
  indexOf(step: number): number {
    return Math.floor(step / this.stepsEach);
  }

  portion(index: number): Portion {
    const { draws, clips, stepsEach } = this;
    const [positions, versions] = [new Int32Array(draws.batchSize), new Int32Array(draws.batchSize)];
    const drawn = new Set<number>();
    const end = Math.min(this.steps, (index + 1) * stepsEach);
    for (let step = index * stepsEach; step < end; step++) {
      draws.fill(step, positions, versions);
      positions.forEach((position, row) => drawn.add(versions[row]! * clips + position));
    }
    // Neighbours in the dataset are read together.
    const order = [...drawn].sort((a, b) => (a % clips) - (b % clips) || a - b);
    return {
      index,
      positions: order.map((key) => key % clips),
      versions: order.map((key) => Math.floor(key / clips)),
    };
  }
}
