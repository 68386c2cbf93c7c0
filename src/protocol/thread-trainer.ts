import { proxy } from 'comlink';
import type { RightOfWay } from '../engine/core/right-of-way.ts';
import type { Split } from '../engine/data/dataset.ts';
import type { FeatureBlock } from '../engine/data/feature-block.ts';
import type { Decoded } from '../engine/tasks/task.ts';
import type { TrainEvent } from '../engine/train/events.ts';
import type {
  StepProbe,
  TrainedModel,
  Trainer,
  TrainerNeeds,
  TrainerReady,
  TrainerSetup,
} from '../engine/train/trainer.ts';
import { unwrap, type Answer } from './outcome.ts';
import type { RemoteTrainer } from './remote-trainer.ts';
import { callerOf, type Thread } from './thread.ts';

/** How long a trainer may take to end a step and free what it holds before its thread is ended by force. */
const GRACE_MS = 5_000;

/** The near side of a channel: a trainer that lives in a thread of its own. */
export class ThreadTrainer implements Trainer {
  private heard = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly caller: ReturnType<typeof callerOf<RemoteTrainer>>;

  /** @param rightOfWay that its thread gives way to; null where it need not, or is to be timed */
  constructor(
    private readonly thread: Thread,
    rightOfWay: RightOfWay | null = null,
  ) {
    this.caller = callerOf<RemoteTrainer>(thread);
    // A thread that dies says so to whoever asks it for more.
    if (rightOfWay) this.call((api) => api.giveWay(rightOfWay.words)).catch(() => undefined);
  }

  warmUp(needs: TrainerNeeds): Promise<void> {
    return this.call((api) => api.warmUp(needs));
  }

  setUp(setup: TrainerSetup, onEvent: (event: TrainEvent) => void): Promise<TrainerReady> {
    return this.call((api) =>
      api.setUp(
        setup,
        proxy((batch) => {
          for (const { event } of batch) onEvent(event);
          this.heard += batch.length;
          this.caughtUp();
        }),
      ),
    );
  }

  addFeatures(block: FeatureBlock): Promise<void> {
    return this.call((api) => api.addFeatures(block));
  }

  run(): Promise<'paused' | 'finished'> {
    return this.call((api) => api.run());
  }

  step(): Promise<'paused' | 'finished'> {
    return this.call((api) => api.step());
  }

  pause(): Promise<void> {
    return this.call((api) => api.pause());
  }

  /** Asked, then forced. */
  async stop(): Promise<void> {
    if (!(await withinGrace(this.call((api) => api.stop())))) this.thread.terminate();
  }

  turn(key: string, value: number): Promise<void> {
    return this.call((api) => api.turn(key, value));
  }

  result(): Promise<TrainedModel> {
    return this.call((api) => api.result());
  }

  predict(split: Split): Promise<Float32Array> {
    return this.call((api) => api.predict(split));
  }

  decode(split: Split): Promise<Decoded | null> {
    return this.call((api) => api.decode(split));
  }

  measureMsPerClip(): Promise<number> {
    return this.call((api) => api.measureMsPerClip());
  }

  probe(setup: TrainerSetup): Promise<StepProbe> {
    return this.call((api) => api.probe(setup));
  }

  async dispose(): Promise<void> {
    await withinGrace(this.call((api) => api.dispose()));
    this.thread.terminate();
  }

  /** Settles after the events that came before the answer have been heard. */
  private async call<T>(work: (api: RemoteTrainer) => Promise<Answer<T>>): Promise<T> {
    const { outcome, eventsBefore } = await this.caller(work);
    while (this.heard < eventsBefore)
      await this.caller(() => new Promise<void>((resolve) => this.waiting.push(resolve)));
    return unwrap(outcome);
  }

  private caughtUp(): void {
    for (const go of this.waiting.splice(0)) go();
  }
}

/** False when the call did not settle in time; how it ended otherwise does not matter. */
async function withinGrace(call: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), GRACE_MS);
  });
  const settled = call.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([settled, late]);
  clearTimeout(timer);
  return inTime;
}
