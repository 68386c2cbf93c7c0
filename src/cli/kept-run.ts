import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { Experiment } from '../engine/config/experiment.ts';
import { savedExperiment } from '../engine/config/saved-experiment.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import type { RunSnapshot } from '../engine/experiment/snapshot.ts';
import { UsageError } from './options.ts';

/** What a run is: kept under the same, it goes on. */
export interface RunIdentity {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly seeds: readonly number[];
}

/** A run kept in a file, so that it can go on after a break. */
export class KeptRun {
  private last: Promise<void> = Promise.resolve();
  private next: RunSnapshot | null = null;
  private hasTold = false;

  /** @param tell is told once when the run cannot be kept, which ends nothing: the next one may be */
  constructor(
    private readonly file: string,
    private readonly tell: (sentence: string) => void,
  ) {}

  /**
   * Where the run goes on from; null where nothing is kept.
   * @throws UsageError for a file that cannot be read, is no run, or that of another one
   */
  async read({ experiment, dataset, seeds }: RunIdentity): Promise<RunSnapshot | null> {
    const bytes = await readFile(this.file).catch((error: unknown) => {
      // What is there must not be written over, only because it could not be read.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw new UsageError(`${this.file} cannot be read; give another file, or remove it.`);
    });
    if (!bytes) return null;
    const snapshot = this.decoded(bytes);
    const isSame =
      snapshot.datasetFingerprint === dataset.fingerprint &&
      JSON.stringify([snapshot.experiment, snapshot.seeds]) === JSON.stringify([experiment, seeds]);
    if (!isSame) throw new UsageError(`${this.file} keeps another run; give another file, or remove it.`);
    return snapshot;
  }

  /** Keeps the newest; those that come while one is written are left out but for the last. */
  keep(snapshot: RunSnapshot): Promise<void> {
    this.next = snapshot;
    this.last = this.last.then(() => this.write());
    return this.last;
  }

  /** The run is over. */
  async remove(): Promise<void> {
    await this.last;
    await rm(this.file, { force: true });
  }

  private async write(): Promise<void> {
    const { next, file } = this;
    if (!next) return;
    this.next = null;
    try {
      // Another file first: a run that is ended while it writes keeps the one before.
      await writeFile(`${file}.new`, serialize(next));
      await rename(`${file}.new`, file);
    } catch (error) {
      if (!this.hasTold) this.tell(`The run cannot be kept in ${file} (${String(error)}). It goes on.`);
      this.hasTold = true;
      await rm(`${file}.new`, { force: true }).catch(() => undefined);
    }
  }

  private decoded(bytes: Buffer): RunSnapshot {
    try {
      const snapshot = deserialize(bytes) as RunSnapshot;
      if (snapshot.version === 1) return { ...snapshot, experiment: savedExperiment(snapshot.experiment) };
    } catch {
      // Told below.
    }
    throw new UsageError(`${this.file} keeps no run.`);
  }
}
