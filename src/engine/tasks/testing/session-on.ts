import type { Experiment } from '../../config/experiment.ts';
import type { Dataset } from '../../data/dataset.ts';
import { BlockFeatures } from '../../experiment/block-features.ts';
import { LocalFeatureMaker } from '../../experiment/local-feature-maker.ts';
import { planShape } from '../../experiment/seed-plan.ts';
import type { TrainerSetup } from '../../train/trainer.ts';
import type { Task } from '../task.ts';

/** What the teacher of an experiment is trained with on clips that are taken whole, and their features. */
export async function setUpTeacher(task: Task, dataset: Dataset, experiment: Experiment) {
  const plan = task.plan(dataset, experiment);
  const shape = planShape(dataset, plan, experiment);
  const features = new BlockFeatures(() => new LocalFeatureMaker(), 1);
  const { noise, augment } = experiment.data;
  const whole = { shape, lengths: plan.sequences!.lengths };
  const { frontEnd } = experiment;
  const request = { dataset, members: plan.members, whole, frontEnd, noise, augment, seed: 1 };
  const { normaliser } = await features.prepare(request, () => undefined);
  const setup: TrainerSetup = {
    runId: 'test',
    experiment,
    training: experiment.trainings.find(({ id }) => id === 'teacher')!,
    seed: 1,
    shape,
    normaliser,
    classes: plan.classes,
    labels: plan.labels,
    sequences: plan.sequences,
    labelled: Int32Array.from(plan.members.train.keys()),
    teachers: [],
    reference: null,
    resume: null,
    backend: { name: 'simd', known: {} },
  };
  return { setup, features };
}

/** The clips to learn from are those that are judged, too. */
export function judgedByHeart({ utterances, ...rest }: Dataset): Dataset {
  const training = utterances.filter(({ split }) => split === 'train');
  const again = (split: 'validation' | 'test') => training.map((one) => ({ ...one, id: `${one.id}/${split}`, split }));
  return { ...rest, utterances: [...training, ...again('validation'), ...again('test')] };
}
