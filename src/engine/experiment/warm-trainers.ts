import type { Training } from '../config/experiment.ts';
import type { Trainer, TrainerNeeds } from '../train/trainer.ts';

interface WarmTrainer {
  readonly trainer: Trainer;
  failed: boolean;
}

/** Trainers that are started before their turn comes, so that thread, backend and self-test do not hold it up. */
export class WarmTrainers {
  private readonly waiting = new Map<string, WarmTrainer>();
  private disposed = false;

  constructor(private readonly create: (training: Training) => Trainer) {}

  warm(needs: TrainerNeeds): void {
    const { training } = needs;
    if (this.disposed || this.waiting.has(training.id)) return;
    const warming: WarmTrainer = { trainer: this.create(training), failed: false };
    this.waiting.set(training.id, warming);
    warming.trainer.warmUp(needs).catch(() => (warming.failed = true));
  }

  /** The trainer that was warmed for it, even if it is not quite ready; a new one where there is none or it failed. */
  take(training: Training): Trainer {
    const warm = this.waiting.get(training.id);
    this.waiting.delete(training.id);
    if (!warm) return this.create(training);
    if (!warm.failed) return warm.trainer;
    void warm.trainer.dispose().catch(() => undefined);
    return this.create(training);
  }

  /** Ends those that nobody took. */
  async dispose(): Promise<void> {
    this.disposed = true;
    const left = [...this.waiting.values()];
    this.waiting.clear();
    await Promise.allSettled(left.map(({ trainer }) => trainer.dispose()));
  }
}
