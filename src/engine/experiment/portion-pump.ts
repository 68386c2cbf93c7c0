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
}

/** A training that gets portions. */
interface Fed {
  readonly rooms: readonly (Float32Array | null)[];
  /** Settles when nothing more is written into its rooms. */
  readonly ended: Promise<unknown>;
}

/**
 * What is held out comes once and whole; of the training clips each training gets what its next steps draw, portion by
 * portion: while one is drawn from, the next is made.
 */
export class PortionPump implements FeatureSource {
  private readonly blocks: FeatureBlock[] = [];
  private readonly sinks = new Set<Sink>();
  private readonly fed = new Map<Sink, Fed>();
  /** Left by trainings that are over. */
  private readonly rooms: (Float32Array | null)[] = [];
  private end: () => void = () => undefined;
  private fail: (thrown: unknown) => void = () => undefined;
  private readonly over = new Promise<void>((resolve, reject) => {
    this.end = resolve;
    this.fail = reject;
  });

  /** @param floats of the largest portion of any training */
  constructor(
    private readonly provider: FeatureProvider,
    private readonly floats: number,
  ) {
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
    // Two in turn: a trainer takes a portion when it lets go of the one before.
    const rooms = [this.room(), this.room()];
    const ended = this.feed(sink, wanted, rooms).catch((thrown: unknown) => {
      // What has left fails as its thread ends.
      if (this.sinks.has(sink)) this.fail(thrown);
    });
    this.fed.set(sink, { rooms, ended });
  }

  leave(sink: Sink): void {
    this.sinks.delete(sink);
    const { rooms = [], ended } = this.fed.get(sink) ?? {};
    this.fed.delete(sink);
    void ended?.then(() => this.rooms.push(...rooms));
  }

  halt(): void {
    this.sinks.clear();
    this.end();
  }

  private room(): Float32Array | null {
    return this.rooms.pop() ?? sharedRoom(this.floats);
  }

  private async feed(sink: Sink, { plan, step }: PortionsWanted, rooms: Fed['rooms']): Promise<void> {
    for (let index = plan.indexOf(step); index < plan.count && this.sinks.has(sink); index++) {
      const block = await this.provider.portion(plan.portion(index), rooms[index % rooms.length]!);
      await sink(block);
    }
  }
}

/** Null where training clips come whole. */
export function portionsWanted(setup: TrainerSetup): PortionsWanted | null {
  if (!setup.portionSteps) return null;
  const plan = portionsOf(setup, planOf(setup, streamOf(setup)));
  return plan && { plan, step: setup.resume?.step ?? 0 };
}
