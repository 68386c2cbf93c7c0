import type { Training } from '../config/experiment.ts';
import { poolClips } from '../metrics/pool-frames.ts';
import { models } from '../models/catalog.ts';
import { poolingBetween, sequencesFor } from '../models/frame-rate.ts';
import type { ModelCost } from '../models/model.ts';
import type { Targets } from '../tasks/task.ts';
import type { BackendRequest, TrainerNeeds, TrainerSetup } from '../train/trainer.ts';
import { comparisonOf } from './comparison.ts';
import type { PreparedFeatures } from './feature-provider.ts';
import { labelledFor, planLabels, planWindowSeconds, type LabelPlan } from './seed-plan.ts';
import type { RunContext } from './seed-run.ts';

/** What the trainings of one seed are set up with. */
export class TrainingSetups {
  /** Drawn once: of a hundred thousand clips that takes as long as a frame or two. */
  private labels: LabelPlan | null = null;

  constructor(
    private readonly context: RunContext,
    private readonly seed: number,
  ) {}

  /** Known before any audio is read. */
  needsOf(training: Training, backend: BackendRequest): TrainerNeeds {
    return { training, shape: this.context.shape, classes: this.context.plan.classes, backend };
  }

  windowSeconds(): number {
    return planWindowSeconds(this.context.dataset, this.context.plan);
  }

  /** Its teachers must be over. */
  setupOf(training: Training, { shape, normaliser }: PreparedFeatures, backend: BackendRequest): TrainerSetup {
    const { runId, experiment, plan, portioning, recorder } = this.context;
    return {
      runId,
      experiment,
      training,
      seed: this.seed,
      shape,
      normaliser,
      classes: plan.classes,
      labels: plan.labels,
      sequences: plan.sequences && sequencesFor(plan.sequences, training.family, training.model),
      labelled: this.labelledOf(training),
      ...(plan.unlabelled !== undefined && { unlabelled: plan.unlabelled }),
      portionSteps: portioning?.steps[training.id] ?? null,
      teachers: training.teachers.map((id) => recorder.finished[id]!.model),
      reference: this.referenceFor(training),
      resume: recorder.checkpoints[training.id] ?? null,
      backend,
    };
  }

  /** What there is to find in the clips, in the frames of this net's answers. */
  targetsOf({ family, model }: Training): Targets {
    const { plan } = this.context;
    return { ...plan, sequences: plan.sequences && sequencesFor(plan.sequences, family, model) };
  }

  /** Positions in the training split whose label the training may see. */
  labelledOf(training: Training): Int32Array {
    const { task, plan, experiment } = this.context;
    return labelledFor(training, (this.labels ??= planLabels(task, plan, experiment, this.seed)));
  }

  costOf(training: Training, { shape: { frames, bins } }: PreparedFeatures): ModelCost {
    const { classes, sequences } = this.context.plan;
    // Of sequences, a clip of middling length.
    const typical = sequences ? Math.max(1, Math.round(meanOf(sequences.lengths.test))) : frames;
    return models.get(training.family).cost({ frames: typical, bins, classes: classes.length }, training.model);
  }

  /** Whether students may be measured against it: teachers, and students that teach on. */
  isReference({ id, role }: Training): boolean {
    return role === 'teacher' || this.context.experiment.trainings.some(({ teachers }) => teachers.includes(id));
  }

  private referenceFor(training: Training): TrainerSetup['reference'] {
    if (training.role !== 'student') return null;
    const { experiment, recorder } = this.context;
    const { teacher, distilled } = comparisonOf(experiment.trainings);
    const finished = recorder.finished[training.teachers[0] ?? teacher];
    if (!finished) return null;
    const { params } = experiment.trainings.find(({ id }) => id === distilled)!.method;
    const temperature = Number(params['temperature'] ?? 1);
    const { sequences, classes } = this.context.plan;
    const { model, validationLogits } = finished;
    if (!sequences) return { validationLogits, temperature };
    const pooling = poolingBetween(model, { family: training.family, settings: training.model });
    const { outLengths } = sequencesFor(sequences, model.family, model.settings);
    return {
      validationLogits: poolClips(validationLogits, outLengths.validation, classes.length, pooling.teacher),
      every: pooling.student,
      temperature,
    };
  }
}

function meanOf(values: Int32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
