import { sharedRoom } from '../data/bank.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import type { PortionPlan } from '../train/portion-plan.ts';
import type { TrainerSetup } from '../train/trainer.ts';
import { planOf, portionsOf, streamOf } from '../train/training-plan.ts';
import type { FeatureProvider } from './feature-provider.ts';
import type { FeatureSource, Sink } from './feature-source.ts';

/** What a training draws, and the step that it begins with. */
export interface PortionsWanted {
  readonly plan: PortionPlan;
  readonly step: number;
  /** Of the largest one. */
  readonly floats: number;
}

/**
 * What is held out comes once and whole; of the training clips each training gets what its next steps draw, portion by
 * portion: while one is drawn from, the next is made.
 */
export class PortionPump implements FeatureSource {
  private readonly blocks: FeatureBlock[] = [];
  private readonly sinks = new Set<Sink>();
  private end: () => void = () => undefined;
  private fail: (thrown: unknown) => void = () => undefined;
  private readonly over = new Promise<void>((resolve, reject) => {
    this.end = resolve;
    this.fail = reject;
  });

  constructor(private readonly provider: FeatureProvider) {
    // Nobody may be waiting when it fails.
    this.over.catch(() => undefined);
  }

  /** Resolves when it was ended: there is always more to draw. */
  async run(): Promise<void> {
    for (const split of ['validation', 'test'] as const) {
      const block = await this.provider.block(split, 0);
      this.blocks.push(block);
      for (const sink of this.sinks) sink(block).catch(this.fail);
    }
    await this.over;
  }

  async join(sink: Sink, wanted: PortionsWanted | null): Promise<void> {
    if (!wanted) throw new Error('a training without portions');
    this.sinks.add(sink);
    for (const block of [...this.blocks]) await sink(block);
    this.feed(sink, wanted).catch((thrown: unknown) => {
      // What has left fails as its thread ends.
      if (this.sinks.has(sink)) this.fail(thrown);
    });
  }

  leave(sink: Sink): void {
    this.sinks.delete(sink);
  }

  halt(): void {
    this.sinks.clear();
    this.end();
  }

  /** Two rooms in turn: a trainer takes a portion when it lets go of the one before. */
  private async feed(sink: Sink, { plan, step, floats }: PortionsWanted): Promise<void> {
    const rooms = [sharedRoom(floats), sharedRoom(floats)] as const;
    for (let index = plan.indexOf(step); index < plan.count && this.sinks.has(sink); index++) {
      const block = await this.provider.portion(plan.portion(index), rooms[index % 2 === 0 ? 0 : 1]);
      await sink(block);
    }
  }
}

/** Null where training clips come whole. */
export function portionsWanted(setup: TrainerSetup): PortionsWanted | null {
  const { shape, portionSteps, training, resume } = setup;
  if (!portionSteps) return null;
  const plan = portionsOf(setup, planOf(setup, streamOf(setup)))!;
  const floats = portionSteps * training.optimiser.batchSize * shape.frames * shape.bins;
  return { plan, step: resume?.step ?? 0, floats };
}
