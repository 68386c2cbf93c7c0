import type { Experiment } from '../config/experiment.ts';
import { StudioError } from '../core/errors.ts';
import { appended } from '../data/appended.ts';
import { totalSeconds } from '../data/total-seconds.ts';
import type { Dataset, SkippedFile, UnlabelledAudio, Utterance } from '../data/dataset.ts';
import type { Task } from '../tasks/task.ts';
import type { ReportUnlabelled } from './report.ts';
import type { SplitPlan } from './seed-plan.ts';

export interface JoinedPlan {
  /** With the utterances of the audio without labels after its own. */
  readonly dataset: Dataset;
  readonly plan: SplitPlan;
  /** Which utterances of that audio: see {@link withHeard}. */
  readonly heard: Int32Array;
  /** Null where the experiment asks for none. */
  readonly unlabelled: ReportUnlabelled | null;
}

/**
 * Audio without labels after the training clips: of those students alone that have a teacher and hear all clips. What
 * validation and test could be known by is left out: recordings that the dataset has too, and the voices that it holds
 * out. All that is measured of training clips, and with it teacher and student alone, stays as without it.
 * @throws StudioError `data/missing-unlabelled` where another audio was asked for, `data/unlabelled-unheard` where no
 *   training hears it, `data/nothing-unlabelled` where all of it is left out
 */
export function joinUnlabelled(dataset: Dataset, plan: SplitPlan, task: Task, experiment: Experiment): JoinedPlan {
  const asked = experiment.data.unlabelled;
  if (asked === null) return { dataset, plan, heard: new Int32Array(0), unlabelled: null };
  const { unlabelled } = dataset;
  if (unlabelled?.fingerprint !== asked) throw new StudioError('data/missing-unlabelled', { fingerprint: asked });
  if (!experiment.trainings.some(({ teachers, data }) => teachers.length > 0 && data === 'all'))
    throw new StudioError('data/unlabelled-unheard');
  const { heard, leftOut } = apart(unlabelled, dataset, plan);
  const clips = clipsOf(unlabelled, heard);
  if (heard.length === 0) {
    const [first] = leftOut;
    throw new StudioError('data/nothing-unlabelled', { clips: leftOut.length, ...(first && { file: first.file }) });
  }
  const first = dataset.utterances.length;
  const train = appended(
    plan.members.train,
    heard.map((_, i) => first + i),
  );
  return {
    dataset: withHeard(dataset, heard),
    plan: {
      ...plan,
      ...task.withoutLabels(plan, clips, experiment),
      members: { ...plan.members, train },
      unlabelled: heard.length,
    },
    heard,
    unlabelled: {
      name: unlabelled.name,
      clips: heard.length,
      minutes: minutesOf(clips),
      speakersKnown: unlabelled.speakersKnown && dataset.speakersKnown,
      leftOut,
    },
  };
}

/** The dataset, and after its own these utterances of its audio without labels. */
export function withHeard(dataset: Dataset, heard: Int32Array): Dataset {
  if (heard.length === 0) return dataset;
  return { ...dataset, utterances: [...dataset.utterances, ...clipsOf(dataset.unlabelled!, heard)] };
}

function clipsOf({ utterances }: UnlabelledAudio, heard: Int32Array): Utterance[] {
  return Array.from(heard, (index) => untold(utterances[index]!));
}

/** What of the audio can be heard without giving away what is held out. */
function apart(
  { utterances }: UnlabelledAudio,
  dataset: Dataset,
  { members }: SplitPlan,
): { readonly heard: Int32Array; readonly leftOut: readonly SkippedFile[] } {
  const known = new Map(
    dataset.utterances.flatMap(({ id, audio }) => (audio.content === undefined ? [] : [[recordingOf(audio), id]])),
  );
  const heldOut = new Set([...members.validation, ...members.test].map((index) => dataset.utterances[index]!.speaker));
  const leftOut: SkippedFile[] = [];
  const heard = [...utterances.keys()].filter((index) => {
    const { id, audio, speaker } = utterances[index]!;
    const same = audio.content === undefined ? undefined : known.get(recordingOf(audio));
    if (same !== undefined) leftOut.push({ file: id, reason: 'file/duplicate', params: { of: same } });
    else if (speaker !== undefined && heldOut.has(speaker))
      leftOut.push({ file: id, reason: 'file/held-out-speaker', params: { speaker } });
    else return true;
    return false;
  });
  return { heard: Int32Array.from(heard), leftOut };
}

/** Without what is told of it but who speaks. */
function untold({ id, audio, speaker }: Utterance): Utterance {
  return { id, audio: { ...audio, bank: 'unlabelled' }, ...(speaker !== undefined && { speaker }) };
}

/** The digest of the whole recording, wherever the clip begins in it. */
function recordingOf({ content }: Utterance['audio']): string {
  return content!.replace(/@\d+$/, '');
}

function minutesOf(utterances: readonly Utterance[]): number {
  return totalSeconds({ utterances }) / 60;
}
