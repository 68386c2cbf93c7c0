import type { Training } from '../config/experiment.ts';
import type { Trainer, TrainerNeeds } from '../train/trainer.ts';

interface WarmTrainer {
  readonly trainer: Trainer;
  failed: boolean;
}

/**
 * Trainers that are started before their turn comes, so that thread, backend and self-test do not hold it up; one after
 * another, for what trains meanwhile and the page need the processors too.
 */
export class WarmTrainers {
  private readonly waiting = new Map<string, WarmTrainer>();
  /** By the id of their training: those that are not started yet. */
  private readonly asked = new Map<string, TrainerNeeds>();
  private isWarming = false;
  private disposed = false;

  constructor(private readonly create: (training: Training) => Trainer) {}

  warm(needs: TrainerNeeds): void {
    const { id } = needs.training;
    if (this.disposed || this.waiting.has(id)) return;
    this.asked.set(id, needs);
    if (!this.isWarming) void this.warmAll();
  }

  /** The trainer that was warmed for it, even if it is not quite ready; a new one where there is none or it failed. */
  take(training: Training): Trainer {
    const warm = this.waiting.get(training.id);
    this.waiting.delete(training.id);
    this.asked.delete(training.id);
    if (!warm) return this.create(training);
    if (!warm.failed) return warm.trainer;
    void warm.trainer.dispose().catch(() => undefined);
    return this.create(training);
  }

  /** Ends those that nobody took. */
  async dispose(): Promise<void> {
    this.disposed = true;
    this.asked.clear();
    const left = [...this.waiting.values()];
    this.waiting.clear();
    await Promise.allSettled(left.map(({ trainer }) => trainer.dispose()));
  }

  private async warmAll(): Promise<void> {
    this.isWarming = true;
    for (const [id, needs] of this.asked) {
      this.asked.delete(id);
      const warming: WarmTrainer = { trainer: this.create(needs.training), failed: false };
      this.waiting.set(id, warming);
      await warming.trainer.warmUp(needs).catch(() => (warming.failed = true));
    }
    this.isWarming = false;
  }
}
