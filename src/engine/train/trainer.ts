import type { Experiment, Training } from '../config/experiment.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';
import type { Split } from '../data/dataset.ts';
import type { Sequences } from '../data/sequences.ts';
import type { ParamValues } from '../core/param-spec.ts';
import type { Decoded } from '../tasks/task.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { TrainEvent } from './events.ts';

/** A finished net: what a student's worker needs of its teacher, and what is kept. Plain data. */
export interface TrainedModel {
  readonly trainingId: string;
  readonly family: string;
  readonly settings: ParamValues;
  /** Flat, in layout order. */
  readonly weights: Float32Array;
  readonly normaliser: Normaliser;
}

/** How the backend of a worker is chosen. */
export interface BackendRequest {
  /**
   * A name forces it (also a software GPU adapter); `auto` takes, of those that pass their self-test, the fastest where
   * that is known, else the first of the list.
   */
  readonly name: string;
  /** Self-test results known for this adapter and browser, by `cacheKey` of {@link BackendReport}; skips the test. */
  readonly known: Readonly<Record<string, boolean>>;
  /** Milliseconds of a step measured before, by what {@link StepProbe.measured} says; null where a step failed. */
  readonly stepMs?: Readonly<Record<string, number | null>>;
  /** That a backend on the CPU may share its work among; 1 by default. */
  readonly threads?: number;
}

/** Which backend was chosen and why; codes, never sentences. */
export interface BackendReport {
  readonly name: string;
  /** E.g. `google swiftshader`; empty on the CPU. */
  readonly adapter: string;
  readonly software: boolean;
  /** Which build of its kernels runs, e.g. `relaxed` of simd; empty where there is one. */
  readonly variant: string;
  /** Of the CPU that share the work of a step; 1 where a GPU does it. */
  readonly threads: number;
  /** That should do so too, but could not be started. */
  readonly missingThreads: number;
  /**
   * Why this one: asked for by name, the only one there that is no fallback, fastest of those measured for this net,
   * first of the list that passed its self-test.
   */
  readonly reason: 'named' | 'only' | 'fastest' | 'first';
  /** Milliseconds of a step of this net and batch by name of the backend, where it was measured. */
  readonly stepMs: Readonly<Record<string, number>>;
  /** Of those that come before it: why not. */
  readonly refused: readonly {
    readonly name: string;
    readonly reason: 'unavailable' | 'software' | 'failed-self-test' | 'failed-step';
    readonly detail: string;
  }[];
  readonly cacheKey: string;
}

export interface TrainerSetup {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly training: Training;
  /** The seed of this run (of several). */
  readonly seed: number;
  readonly shape: FeatureShape;
  readonly normaliser: Normaliser;
  /** Names in order of their output unit. */
  readonly classes: readonly string[];
  /** Class of each clip of a split, in the split's order; of sequences the classes of all of them, one after another. */
  readonly labels: Readonly<Record<Split, Int32Array>>;
  /** Where clips are taken whole; without it each is one window. */
  readonly sequences?: Sequences | null;
  /** Positions in the training split whose label this training may see. */
  readonly labelled: Int32Array;
  /** How many training clips, the last ones, nobody labelled: only a teacher has something to say of them. None by default. */
  readonly unlabelled?: number;
  /** Steps of a portion, where training clips come in portions; without it they come whole, version by version. */
  readonly portionSteps?: number | null;
  readonly teachers: readonly TrainedModel[];
  /** What the distance to the teacher is measured against, for students that do not learn from it too; null without one. */
  readonly reference: {
    /** The teacher's logits on the validation voices, as {@link Trainer.predict} gives them, at the lower rate of the two. */
    readonly validationLogits: Float32Array;
    /** Of so many frames of the own answers one meets one of these; 1 where it is left out. */
    readonly every?: number;
    /** Fixed for the run, so that the curve stays comparable when the knob is turned. */
    readonly temperature: number;
  } | null;
  readonly resume: Checkpoint | null;
  readonly backend: BackendRequest;
}

/** What of a set-up is known before teachers and features are there, and decides on the backend. */
export type TrainerNeeds = Pick<TrainerSetup, 'training' | 'shape' | 'classes' | 'backend'>;

/** Shown by hash that the comparison is fair: equal for both students. */
export interface FairnessProof {
  readonly initialWeights: string;
  /** Of all batch draws of the run (positions and versions). */
  readonly batches: string;
  readonly optimiser: string;
  readonly steps: number;
}

export interface TrainerReady {
  readonly backend: BackendReport;
  readonly fairness: FairnessProof;
}

export interface StepProbe {
  /** The backend that a training of this set-up should take, with the times of all that were compared. */
  readonly backend: BackendReport;
  /** What was measured anew, for the next {@link BackendRequest}; null where a step failed. */
  readonly measured: Readonly<Record<string, number | null>>;
}

/**
 * One training, wherever it runs: in this thread, in a Web Worker, in a Node worker thread. Calls settle or reject,
 * also when the thread dies (`train/worker-died`).
 */
export interface Trainer {
  /** Loads code and chooses and starts the backend that `setUp` with the same needs will take. */
  warmUp(needs: TrainerNeeds): Promise<void>;
  setUp(setup: TrainerSetup, onEvent: (event: TrainEvent) => void): Promise<TrainerReady>;
  /**
   * Whole blocks are taken at once. Portions come one by one from that of the first step on: resolves when this one is
   * drawn from and the one before let go of, or when none will be any more.
   */
  addFeatures(block: FeatureBlock): Promise<void>;
  /** Runs, or goes on after a pause; resolves when it pauses, finishes or is stopped. Rejects with a StudioError. */
  run(): Promise<'paused' | 'finished'>;
  /** Does one step and pauses. */
  step(): Promise<'paused' | 'finished'>;
  /** Finishes the step, checkpoints. */
  pause(): Promise<void>;
  /** Ends the training now with the weights that were best so far. */
  stop(): Promise<void>;
  /** `learningRate`, `temperature`, `alpha`: from the next step on. */
  turn(key: string, value: number): Promise<void>;
  /** The weights that were best on the validation voices. */
  result(): Promise<TrainedModel>;
  /** Logits of the best weights, [clips, K], for a split whose features were added; of sequences [frames of all, K]. */
  predict(split: Split): Promise<Float32Array>;
  /** What the best weights make of a split by the decoder that the experiment asks for; null where the logits alone tell. */
  decode(split: Split): Promise<Decoded | null>;
  /** Milliseconds of a forward pass of one clip on the backend in use, by the fastest tenth; a CPU does it on one thread. */
  measureMsPerClip(): Promise<number>;
  /**
   * Measures a training step of this set-up on made-up features, on each backend that it may take and that was not
   * measured before; takes a fraction of a second for each. In place of `setUp`: the trainer does nothing else.
   */
  probe(setup: TrainerSetup): Promise<StepProbe>;
  /** Frees everything; the trainer is of no use afterwards. */
  dispose(): Promise<void>;
}
