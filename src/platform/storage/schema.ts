import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import type { AudioRef, Dataset, Utterance } from '../../engine/data/dataset.ts';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import type { FinishedTraining, RunSnapshot } from '../../engine/experiment/snapshot.ts';
import type { Checkpoint } from '../../engine/train/checkpoint.ts';
import { putUtterances } from './utterance-records.ts';

/**
 * A run that has not ended, without what is big and changes by itself: nets and checkpoints have records of their
 * own, so that a save writes only what is new.
 */
export interface RunRecord {
  readonly runId: string;
  readonly snapshot: Omit<RunSnapshot, 'finished' | 'checkpoints'>;
  /** Milliseconds since the epoch, of the last save. */
  readonly savedAt: number;
}

/** All that has samples in a dataset: its utterances, then its noises. */
export function audioOf({ utterances, noises = [] }: Pick<Dataset, 'utterances' | 'noises'>): readonly AudioRef[] {
  return [...utterances.map(({ audio }) => audio), ...noises];
}

/** Bytes of the samples of a dataset, each different clip once. @param hashes of the clips, in the order of `audio` */
export function bytesOfClips(audio: readonly AudioRef[], hashes: readonly string[]): number {
  const lengths = new Map(hashes.map((hash, i) => [hash, audio[i]?.length ?? 0]));
  return Float32Array.BYTES_PER_ELEMENT * [...lengths.values()].reduce((sum, length) => sum + length, 0);
}

/** Key of what belongs to one training of the seed under way. */
export type TrainingKey = [runId: string, trainingId: string];

/** Long arrays may be left out: they are then in `parts`. */
export interface CheckpointRecord {
  readonly runId: string;
  readonly trainingId: string;
  readonly checkpoint: Checkpoint;
}

/** As {@link CheckpointRecord}. */
export interface FinishedRecord {
  readonly runId: string;
  readonly trainingId: string;
  readonly finished: FinishedTraining;
}

/** Key of a part: `of` names the store whose record it belongs to, `part` counts from 0. */
export type PartKey = [runId: string, of: 'checkpoints' | 'finished', trainingId: string, part: number];

/** A part of the long arrays of a record (`bulk.ts`). */
export interface PartRecord {
  readonly runId: string;
  readonly of: PartKey[1];
  readonly trainingId: string;
  readonly part: number;
  readonly values: Float32Array;
}

/** A dataset without its samples, which are clips, by content, or lie in a file, and without its utterances. */
export interface DatasetRecord extends Omit<Dataset, 'pcm' | 'stored' | 'utterances'> {
  readonly utteranceCount: number;
  /** Key in `clips` of each utterance, then of each noise, in order; none where the samples lie in a file. */
  readonly clips: readonly string[];
  /** Name of that file, which several datasets may share: one that was read by two layouts. */
  readonly sampleFile?: string;
  /** Of its samples, each different clip once. */
  readonly bytes: number;
  /** Milliseconds since the epoch. */
  readonly keptAt: number;
  /** Set when a person removed it and may still undo that; null otherwise. */
  readonly removedAt: number | null;
}

/** Some of the utterances of a dataset, in their order: there may be tens of thousands, too many to copy at once. */
export interface UtterancesRecord {
  readonly datasetId: string;
  /** Counted from 0. */
  readonly part: number;
  readonly utterances: readonly Utterance[];
}

export interface ClipRecord {
  /** SHA-256 of rate and samples, hex. */
  readonly hash: string;
  readonly pcm: Float32Array;
}

/** A take of the microphone, whole. */
export interface TakeRecord {
  readonly takeId: string;
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly pcm: Float32Array;
}

/** What is cut from a take: apart from its samples, for it changes as a person edits. */
export interface TakeClipsRecord {
  readonly takeId: string;
  readonly clips: readonly RecordedClip[];
}

export interface BackendTestRecord {
  /** `BackendReport.cacheKey`: backend, adapter or build, version of the code and family of nets, parted by `|`. */
  readonly cacheKey: string;
  readonly passed: boolean;
}

export interface StepTimeRecord {
  /** {@link BackendTestRecord.cacheKey}, then threads, net and batch. */
  readonly stepKey: string;
  /** Of a training step. */
  readonly ms: number;
}

export interface StillhouseSchema extends DBSchema {
  runs: { key: string; value: RunRecord };
  checkpoints: { key: TrainingKey; value: CheckpointRecord };
  finished: { key: TrainingKey; value: FinishedRecord };
  parts: { key: PartKey; value: PartRecord };
  datasets: { key: string; value: DatasetRecord; indexes: { fingerprint: string } };
  utterances: { key: [datasetId: string, part: number]; value: UtterancesRecord };
  clips: { key: string; value: ClipRecord };
  takes: { key: string; value: TakeRecord };
  takeClips: { key: string; value: TakeClipsRecord };
  backendTests: { key: string; value: BackendTestRecord };
  stepTimes: { key: string; value: StepTimeRecord };
}

export type Database = IDBPDatabase<StillhouseSchema>;
type Upgrade = IDBPTransaction<StillhouseSchema, StoreNames<StillhouseSchema>[], 'versionchange'>;

/** As it was up to version 6. */
type WholeRecord = Omit<DatasetRecord, 'utteranceCount'> & Pick<Dataset, 'utterances'>;

/**
 * Entry n brings version n to version n + 1. Entries are only ever added: a database in the field may be at any
 * version. A step that rewrites records works inside `transaction`, so that a failure leaves the old version whole.
 */
export const migrations: readonly ((db: Database, transaction: Upgrade) => void | Promise<void>)[] = [
  (db) => {
    db.createObjectStore('runs', { keyPath: 'runId' });
    db.createObjectStore('checkpoints', { keyPath: ['runId', 'trainingId'] });
    db.createObjectStore('finished', { keyPath: ['runId', 'trainingId'] });
    db.createObjectStore('datasets', { keyPath: 'id' }).createIndex('fingerprint', 'fingerprint');
    db.createObjectStore('clips', { keyPath: 'hash' });
    db.createObjectStore('backendTests', { keyPath: 'cacheKey' });
  },
  (db) => {
    db.createObjectStore('parts', { keyPath: ['runId', 'of', 'trainingId', 'part'] });
  },
  (db) => {
    db.createObjectStore('stepTimes', { keyPath: 'stepKey' });
  },
  async (_db, transaction) => {
    const datasets = transaction.objectStore('datasets');
    // Samples of noises were not kept.
    for (const { noises: _noises, ...record } of (await datasets.getAll()) as unknown as WholeRecord[]) {
      const bytes = bytesOfClips(audioOf(record), record.clips);
      const whole: WholeRecord = { ...record, bytes, keptAt: Date.now(), removedAt: null };
      await datasets.put(whole as unknown as DatasetRecord);
    }
  },
  // From here on samples may lie in files, which a tab of an older page would miss: it steps aside.
  () => undefined,
  (db) => {
    db.createObjectStore('takes', { keyPath: 'takeId' });
    db.createObjectStore('takeClips', { keyPath: 'takeId' });
  },
  async (db, transaction) => {
    db.createObjectStore('utterances', { keyPath: ['datasetId', 'part'] });
    const datasets = transaction.objectStore('datasets');
    for (const { utterances, ...record } of (await datasets.getAll()) as unknown as WholeRecord[]) {
      await putUtterances(transaction.objectStore('utterances'), record.id, utterances);
      await datasets.put({ ...record, utteranceCount: utterances.length });
    }
  },
];

export const DATABASE_NAME = 'stillhouse';

/**
 * Opens the database, bringing it to the newest version. Weights, and samples that
 * came from no file, are kept in IndexedDB as typed arrays: they are read and written whole.
 * A tab of a newer version of the page may upgrade: this connection then closes itself.
 * @throws DOMException when there is no storage, or it was written by a newer version of the page
 */
export function openDatabase(name = DATABASE_NAME, steps = migrations): Promise<Database> {
  return openDB<StillhouseSchema>(name, steps.length, {
    upgrade(db, oldVersion, _newVersion, transaction) {
      void migrateFrom(oldVersion, steps, db, transaction);
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}

async function migrateFrom(
  version: number,
  steps: typeof migrations,
  db: Database,
  transaction: Upgrade,
): Promise<void> {
  try {
    for (const step of steps.slice(version)) await step(db, transaction);
  } catch {
    // The abort makes the opening fail and undoes the half-made version.
    transaction.done.catch(() => undefined);
    transaction.abort();
  }
}
