import type { FeatureBlock } from '../data/feature-block.ts';
import type { FeatureProvider } from './feature-provider.ts';

type Sink = (block: FeatureBlock) => Promise<void>;

/**
 * Asks for all blocks of a seed, one after another in the order in which trainings need them, and hands each to every
 * trainer, also to those that join later.
 */
export class FeaturePump {
  private readonly blocks: FeatureBlock[] = [];
  private readonly sinks = new Set<Sink>();
  private halted = false;

  constructor(
    private readonly provider: FeatureProvider,
    private readonly versions: number,
  ) {}

  /** Resolves when all blocks are there; rejects when the provider fails. */
  async run(): Promise<void> {
    await this.fetch('train', 0);
    await this.fetch('validation', 0);
    for (let version = 1; version < this.versions; version++) await this.fetch('train', version);
    await this.fetch('test', 0);
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

  private async fetch(split: FeatureBlock['split'], version: number): Promise<void> {
    if (this.halted) return;
    const block = await this.provider.block(split, version);
    this.blocks.push(block);
    await Promise.all([...this.sinks].map((sink) => sink(block)));
  }
}
