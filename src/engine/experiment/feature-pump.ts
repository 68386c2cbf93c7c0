import type { Split } from '../data/dataset.ts';
import type { FeatureBlock } from '../data/feature-block.ts';
import type { FeatureProvider } from './feature-provider.ts';
import type { FeatureSource, Sink } from './feature-source.ts';

/**
 * Asks for all blocks of a seed in the order in which trainings need them, always for the next one before the last has
 * come, so that no maker of features waits; hands each to every trainer, also to those that join later.
 */
export class FeaturePump implements FeatureSource {
  private readonly blocks: FeatureBlock[] = [];
  private readonly sinks = new Set<Sink>();
  private halted = false;

  constructor(
    private readonly provider: FeatureProvider,
    private readonly versions: number,
  ) {}

  /** Resolves when all blocks are there and were handed out; rejects when the provider or a trainer fails. */
  async run(): Promise<void> {
    const handed: Promise<void>[] = [];
    let coming = this.ask(0);
    for (let index = 0; coming !== null && !this.halted; index++) {
      const ahead: Promise<FeatureBlock> | null = this.ask(index + 1);
      const block: FeatureBlock = await coming;
      this.blocks.push(block);
      // Not waited for: a trainer takes a block between two steps.
      for (const sink of this.sinks) handed.push(watched(sink(block)));
      coming = ahead;
    }
    await Promise.all(handed);
  }

  /** What is there now, then whatever comes. */
  async join(sink: Sink): Promise<void> {
    this.sinks.add(sink);
    for (const block of [...this.blocks]) await sink(block);
  }

  leave(sink: Sink): void {
    this.sinks.delete(sink);
  }

  halt(): void {
    this.halted = true;
    this.sinks.clear();
  }

  /** Null past the last block. */
  private ask(index: number): Promise<FeatureBlock> | null {
    const order: [Split, number][] = [
      ['train', 0],
      ['validation', 0],
      ...Array.from({ length: this.versions - 1 }, (_, i): [Split, number] => ['train', i + 1]),
      ['test', 0],
    ];
    const next = order[index];
    return next ? watched(this.provider.block(...next)) : null;
  }
}

/** Its failure is heard by whoever waits for it, which may be later. */
function watched<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
