import type { Experiment } from '../config/experiment.ts';
import { Rng } from '../core/rng.ts';
import { nextTurn } from '../core/turn.ts';
import { totalSeconds } from '../data/total-seconds.ts';
import { isErrorScores } from '../metrics/score-kinds.ts';
import type { Decoded, SeedAnswers, TestAnswers } from '../tasks/task.ts';
import type { Scores } from '../train/events.ts';
import { comparisonOf } from './comparison.ts';
import { meanMetrics, metricsOf } from './metrics-of.ts';
import {
  REPORT_VERSION,
  type CurvePoint,
  type ErrorMetrics,
  type Report,
  type ReportDecoding,
  type ReportModel,
  type ReportRun,
  type Verdict,
} from './report.ts';
import { planLabels } from './seed-plan.ts';
import { TrainingSetups } from './training-setup.ts';
import type { RunContext } from './seed-run.ts';
import type { FinishedSeed } from './snapshot.ts';

/** Scores the finished trainings of one seed on the test voices and gives the verdict on this seed alone; null once the run is stopped. */
export async function finishSeed(context: RunContext, seed: number): Promise<FinishedSeed | null> {
  const { recorder, task, plan, experiment, gate } = context;
  const setups = new TrainingSetups(context, seed);
  const models: Record<string, ReportModel> = {};
  for (const training of experiment.trainings) {
    await nextTurn();
    if (gate.isStopped) return null;
    const { id } = training;
    const { model, testLogits, testDecoded, cost, msPerClip, fairness, backend } = recorder.finished[id]!;
    const targets = setups.targetsOf(training);
    const scores = task.score(testLogits, targets, 'test', testDecoded);
    models[id] = {
      role: training.role,
      family: model.family,
      ...cost,
      metrics: metricsOf(scores),
      msPerClip,
      ...task.details(scores),
      ...(isErrorScores(scores) && {
        decoding: testDecoded ? byBeam(testDecoded, task.score(testLogits, targets, 'test'), experiment) : GREEDY,
      }),
      fairness,
      ...(backend && { backend }),
    };
  }
  const compared = comparisonOf(experiment.trainings);
  const answersOf = (id: string): TestAnswers => {
    const { testLogits: logits, testDecoded: decoded = null } = recorder.finished[id]!;
    return { logits, decoded, targets: setups.targetsOf(experiment.trainings.find((one) => one.id === id)!) };
  };
  const clips = task.answers(seed, plan, {
    teacher: answersOf(compared.teacher),
    alone: answersOf(compared.alone),
    distilled: answersOf(compared.distilled),
  });
  const verdict = await verdictOn(context, [clips], seed);
  return { run: { seed, knobs: recorder.turnedIn(seed), models, verdict }, clips };
}

const GREEDY: ReportDecoding = { decoder: 'greedy' };

/** @param greedy scores of the same logits without the beam */
function byBeam({ sentences, msPerClip }: Decoded, greedy: Scores, { task }: Experiment): ReportDecoding {
  const { kind: _, ...settings } = task.decoding;
  return { decoder: 'beam', ...settings, sentences, msPerClip, greedy: metricsOf(greedy) as ErrorMetrics };
}

/** The report of a run whose seeds are all over. */
export async function makeReport(context: RunContext, seconds: number): Promise<Report> {
  const { recorder, dataset, plan, unlabelled, experiment } = context;
  const utterances = dataset.utterances.slice(0, dataset.utterances.length - (plan.unlabelled ?? 0));
  const runs = recorder.finishedSeeds.map(({ run }) => run);
  const speakers = new Set(utterances.map(({ speaker }) => speaker).filter((name) => name !== undefined));
  return {
    version: REPORT_VERSION,
    config: experiment,
    dataset: {
      clips: utterances.length,
      speakers: speakers.size,
      classes: dataset.classes,
      minutes: totalSeconds({ utterances }) / 60,
      skipped: dataset.skipped,
    },
    ...(unlabelled && { unlabelled }),
    ...(context.portioning && { features: 'portions' as const }),
    ...(plan.sentences && { sentences: plan.sentences }),
    ...(plan.phones && { phones: plan.phones }),
    models: Object.fromEntries(experiment.trainings.map(({ id }) => [id, meanModel(id, runs)])),
    verdict: await verdictOn(
      context,
      recorder.finishedSeeds.map(({ clips }) => clips),
      experiment.seed,
    ),
    runs,
    curves: inOrder(recorder.curves, experiment),
    backend: recorder.backend!,
    seconds,
  };
}

/** By seed, training and step: in which order trainings side by side told of themselves is chance. */
function inOrder(curves: readonly CurvePoint[], { trainings }: Experiment): CurvePoint[] {
  const place = new Map(trainings.map(({ id }, index) => [id, index]));
  return [...curves].sort((a, b) => a.seed - b.seed || place.get(a.model)! - place.get(b.model)! || a.step - b.step);
}

async function verdictOn(context: RunContext, runs: readonly SeedAnswers[], seed: number): Promise<Verdict> {
  await nextTurn();
  const { task, plan, experiment } = context;
  const labels = planLabels(task, plan, experiment, seed);
  return task.verdict(
    runs,
    { teacher: labels.teacher.length, students: labels.students.length },
    Rng.fromSeed(seed).fork('bootstrap'),
  );
}

function meanModel(id: string, runs: readonly ReportRun[]): ReportModel {
  const models = runs.map((run) => run.models[id]!);
  const mean = (read: (model: ReportModel) => number): number =>
    models.reduce((sum, model) => sum + read(model), 0) / models.length;
  const { role, family, parameters, macs, bytes } = models[0]!;
  return {
    role,
    family,
    parameters,
    macs,
    bytes,
    metrics: meanMetrics(models.map(({ metrics }) => metrics)),
    ...meanDecoding(models),
    msPerClip: mean(({ msPerClip }) => msPerClip ?? NaN),
  };
}

/** Of the same decoder; texts that a model was counted from are as many in every seed. */
function meanDecoding(models: readonly ReportModel[]): Pick<ReportModel, 'decoding'> {
  const all = models.flatMap(({ decoding }) => decoding ?? []);
  const beams = all.filter((decoding) => decoding.decoder === 'beam');
  const [first] = beams;
  if (!first) return all[0] ? { decoding: all[0] } : {};
  const greedy = meanMetrics(beams.map((decoding) => decoding.greedy)) as ErrorMetrics;
  const msPerClip = beams.reduce((sum, decoding) => sum + decoding.msPerClip, 0) / beams.length;
  return { decoding: { ...first, greedy, msPerClip } };
}
