import type { TFunction } from 'i18next';
import type { ErrorParams, ErrorReport } from '../../engine/core/errors.ts';
import type { SkippedFile } from '../../engine/data/dataset.ts';
import { isRecorded } from '../../state/dataset-store.ts';
import type { DatasetSummary } from '../../state/services.ts';
import type { Formats } from '../i18n/format.ts';

/** An error in a reader's words. */
export interface ErrorWords {
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

/** The sentences for an error code; its parameters fill them. */
export function errorWords({ code, params }: ErrorReport, t: TFunction): ErrorWords {
  const { reason: id = 'other', field, because } = params;
  const named = { ...params, field: field === undefined ? '' : fieldName(String(field), t) };
  const reason = code === 'experiment/invalid' ? t(`invalid.${id}`, { ...named, ...plugInWords(params, t) }) : '';
  const cause = because === undefined ? '' : t(`errors.${because}.why`, named);
  const say = (part: string) => t(`errors.${code}.${part}`, { ...named, reason, because: cause });
  return { what: say('what'), why: say('why'), todo: say('todo') };
}

/** What cannot learn or teach a task, by its name. */
function plugInWords({ reason, value, task }: ErrorParams, t: TFunction): Record<string, string> {
  if (task === undefined) return {};
  const kind = reason === 'method-not-for-task' ? 'distill' : 'models';
  return {
    value: t(`${kind}.${String(value)}.name`, { defaultValue: String(value) }),
    task: t(`tasks.${String(task)}`, { defaultValue: String(task) }),
  };
}

/** A field of the experiment as its form calls it; a path that no form has stays as it is. */
function fieldName(path: string, t: TFunction): string {
  const own = path.replace(/^trainings\.[^.]+\./, '');
  return t(`fields.${own}.label`, { defaultValue: own });
}

/** What a dataset is called: own folders by their name, the rest in the reader's words. */
export function datasetName({ id, kind, name }: Pick<DatasetSummary, 'id' | 'kind' | 'name'>, t: TFunction): string {
  if (kind === 'pack') return t(`dataset.packs.${name}`);
  if (isRecorded({ id })) return t('dataset.recordings');
  return name;
}

/** What speaks for reading files by a layout; a person may choose one that nothing speaks for. */
export function evidenceWords(id: string, evidence: ErrorParams, t: TFunction): string {
  return Object.keys(evidence).length === 0
    ? t('layout.noEvidence')
    : t(`data.layouts.${id}.evidence`, { ...evidence });
}

/** Why a file was left out, in a few words. */
export function skippedWords({ reason, params = {} }: SkippedFile, t: TFunction): string {
  return t(`errors.${reason}.why`, { ...params });
}

/** Sentences one after another, as the language sets them. */
export function joined(sentences: readonly (string | false | null)[], t: TFunction): string {
  const said = sentences.filter((sentence): sentence is string => typeof sentence === 'string' && sentence !== '');
  return said.length === 0 ? '' : said.reduce((first, second) => t('page.joined', { first, second }));
}

/** `DNN 256 x 2`: a net by its family and size. */
export function netName(
  training: { readonly family: string; readonly model: Readonly<Record<string, number | string>> },
  t: TFunction,
): string {
  const { width, depth } = training.model;
  const family = t(`models.${training.family}.name`);
  return width === undefined || depth === undefined ? family : t('net.size', { family, width, depth });
}

/** `34 times`: how much bigger one is. */
export function times(ratio: number, formats: Formats): string {
  return formats.decimal(ratio, ratio < 10 ? 1 : 0);
}
