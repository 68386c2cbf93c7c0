import { access, constants, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { presetFor } from '../engine/config/presets/catalog.ts';
import { presetExperiment, resolveExperiment } from '../engine/config/resolve.ts';
import type { DecodingConfig, Experiment } from '../engine/config/experiment.ts';
import { StudioError } from '../engine/core/errors.ts';
import type { Dataset, UnlabelledAudio } from '../engine/data/dataset.ts';
import type { LayoutChoice } from '../engine/data/layouts/choice.ts';
import { packOf } from '../engine/config/pack-name.ts';
import { fileName } from '../engine/data/layouts/file-name/index.ts';
import { methods } from '../engine/distill/catalog.ts';
import { models } from '../engine/models/catalog.ts';
import { tasks } from '../engine/tasks/catalog.ts';
import { resolveTask } from '../engine/tasks/resolve-task.ts';
import { explain } from './explain.ts';
import { KeptRun } from './kept-run.ts';
import { loadEmbeddedPack } from './load-pack.ts';
import { listingOf, type Listing } from './list.ts';
import { beside, listFolder, listUnlabelled, loadFolder, loadUnlabelled } from './load-folder.ts';
import { parseOptions, readJson, UsageError, type DistillOptions } from './options.ts';
import { predictRun } from './predict-run.ts';
import { progressTo } from './progress.ts';
import { runInNode } from './run-in-node.ts';
import { summaryOf } from './summary.ts';

/** Codes of errors that are the caller's to mend: exit code 2. */
const callersOwn = /^(experiment|data|file|backend)\//;

/** Where a command writes. */
export interface Streams {
  readonly stdout: Pick<NodeJS.WritableStream, 'write'>;
  readonly stderr: Pick<NodeJS.WritableStream, 'write'>;
}

/**
 * `npm run distill`.
 * @param argv what follows its name
 * @returns the exit code: 2 where the caller can mend it, 1 for any other failure; either is explained in one line
 */
export async function distill(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    await run(argv, streams);
    return 0;
  } catch (thrown) {
    streams.stderr.write(`${explain(thrown)}\n`);
    return thrown instanceof UsageError || (thrown instanceof StudioError && callersOwn.test(thrown.code)) ? 2 : 1;
  }
}

async function run(argv: readonly string[], { stdout, stderr }: Streams): Promise<void> {
  const options = parseOptions(argv);
  if (!options) return;
  if (options.list) {
    const { listing, refusal } = await list(options.data!, options);
    stdout.write(`${JSON.stringify(listing)}\n`);
    // What the data holds is of use all the same.
    if (refusal) throw refusal;
    return;
  }
  const { out, checkpoint } = options;
  for (const file of [out, checkpoint]) if (file !== undefined) await assertWritable(file);
  if (out !== undefined && checkpoint !== undefined && resolve(out) === resolve(checkpoint))
    throw new UsageError('--out and --checkpoint need a file each: the run is no longer kept once it is over.');
  // First what is told at once, then what takes time to read.
  const given = baseOf(options);
  const baseFor = (found: Dataset): Experiment => forData(given, options, found);
  const check = (found: Dataset): void => checkLearnable(baseFor(found), found, options);
  const unlabelled = await unlabelledOf(options, given);
  const labelled =
    options.data === undefined
      ? await loadEmbeddedPack(packOf(given.data.source) ?? 'words')
      : await loadFolder(options.data, layoutOf(options), check);
  if (options.data === undefined) check(labelled);
  const dataset = { ...labelled, ...(unlabelled && { unlabelled }) };
  const experiment = experimentOf(baseFor(dataset), options, dataset);
  const seeds = Array.from({ length: options.seeds }, (_, i) => experiment.seed + i);
  const kept = checkpoint === undefined ? null : new KeptRun(checkpoint, (sentence) => stderr.write(`${sentence}\n`));
  const resume = (await kept?.read({ experiment, dataset, seeds })) ?? null;
  if (resume) stderr.write(`goes on from ${checkpoint}\n`);
  const report = await runInNode({
    experiment,
    dataset,
    seeds,
    resume,
    ...(kept && { onSnapshot: (snapshot) => kept.keep(snapshot) }),
    backend: options.backend,
    ...(options.threads !== undefined && { threads: options.threads }),
    ...memoryOf(options),
    onEvent: progressTo(stderr),
  });
  stdout.write(`${summaryOf(report)}\n`);
  if (out !== undefined) await write(out, JSON.stringify(report));
  await kept?.remove();
}

/** What a folder holds, and why the run asked for would be refused though something can be learnt of it; null where it would not. */
async function list(
  path: string,
  options: DistillOptions,
): Promise<{ readonly listing: Listing; readonly refusal: Error | null }> {
  const unlabelled = options.unlabelled === undefined ? null : await listUnlabelled(options.unlabelled);
  const listed = beside(await listFolder(path, layoutOf(options)), unlabelled);
  const { dataset } = listed;
  const listing = listingOf(dataset);
  if (listing.refused !== null) return { listing, refusal: null };
  const { backend, threads = availableParallelism() } = options;
  const machine = { backend, threads, ...memoryOf(options) };
  try {
    const base = forData(baseOf(options), options, dataset);
    checkLearnable(base, dataset, options);
    const experiment = experimentOf(base, options, dataset);
    return { listing: { ...listing, predicted: await predictRun(listed, experiment, machine) }, refusal: null };
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    // Nothing can be learnt of it this way: there is nothing to predict.
    const refused = thrown instanceof StudioError ? thrown.code : null;
    return { listing: { ...listing, refused }, refusal: thrown };
  }
}

/** @throws StudioError `data/missing-unlabelled` where the experiment hears some that is not named */
async function unlabelledOf({ unlabelled }: DistillOptions, { data }: Experiment): Promise<UnlabelledAudio | null> {
  if (unlabelled !== undefined) return loadUnlabelled(unlabelled);
  if (data.unlabelled === null) return null;
  throw new StudioError('data/missing-unlabelled', { fingerprint: data.unlabelled });
}

function memoryOf({ memory }: DistillOptions): { readonly memoryBytes?: number } {
  return memory === undefined ? {} : { memoryBytes: memory * 1e6 };
}

/** A pattern is one of names. */
function layoutOf({ layout, pattern }: DistillOptions): LayoutChoice {
  if (pattern !== undefined) return { id: layout ?? fileName.id, template: pattern };
  return layout === undefined ? {} : { id: layout };
}

const catalogs = { models, methods };

/** The preset or the file, decoded as asked for. */
function baseOf(options: DistillOptions): Experiment {
  const { preset, config } = options;
  const given = config === undefined ? {} : readJson(config);
  const base = resolveExperiment(preset === undefined ? given : { preset }, catalogs);
  return { ...base, task: { ...base.task, decoding: decodingOf(base, options) } };
}

/** Where neither preset nor file was asked for, the preset is one for what the data holds; the options lie over it. */
function forData(given: Experiment, { preset, config, task, symbols }: DistillOptions, dataset: Dataset): Experiment {
  const asked = {
    ...given.task,
    ...(task !== undefined && { kind: task }),
    // What is spelled is sentences.
    ...(symbols !== undefined && { symbols, kind: task ?? 'ctc' }),
  };
  const resolved = resolveTask(asked, dataset);
  const isOpen = preset === undefined && config === undefined && resolved !== 'words';
  const base = isOpen ? presetExperiment(presetFor(resolved).id, catalogs) : given;
  return resolveExperiment({ ...base, task: { ...asked, kind: isOpen ? resolved : asked.kind } }, catalogs);
}

/** @throws UsageError for a setting of a beam that is not asked for */
function decodingOf(
  { task: { decoding } }: Experiment,
  { decoder, beamWidth, lmOrder, lmWeight, lmBonus }: DistillOptions,
): DecodingConfig {
  const kind = decoder ?? decoding.kind;
  const ofBeam = [beamWidth, lmOrder, lmWeight, lmBonus];
  if (kind === 'greedy' && ofBeam.some((value) => value !== undefined))
    throw new UsageError('--beam-width, --lm-order, --lm-weight and --lm-bonus need --decoder beam.');
  return {
    kind,
    width: beamWidth ?? decoding.width,
    order: lmOrder ?? decoding.order,
    weight: lmWeight ?? decoding.weight,
    bonus: lmBonus ?? decoding.bonus,
  };
}

/**
 * @throws StudioError when nothing can be learnt from it
 * @throws UsageError for a decoder of what is not spelled
 */
function checkLearnable({ task }: Experiment, dataset: Dataset, { decoder }: DistillOptions): void {
  const kind = resolveTask(task, dataset);
  tasks.get(kind).checkTrainable(dataset, task);
  if (decoder === 'beam' && kind !== 'ctc')
    throw new UsageError(`--decoder beam needs sentences; this is the task ${kind}.`);
}

/** With what the other options say laid over it. */
function experimentOf(base: Experiment, options: DistillOptions, dataset: Dataset): Experiment {
  const source: Experiment['data']['source'] =
    options.data === undefined
      ? { kind: base.data.source.kind === 'digits' ? 'digits' : 'pack' }
      : { kind: 'own', fingerprint: dataset.fingerprint, name: dataset.name };
  return resolveExperiment(
    {
      ...base,
      seed: options.seed ?? base.seed,
      data: { ...base.data, source, unlabelled: dataset.unlabelled?.fingerprint ?? base.data.unlabelled },
      limits: { ...base.limits, maxSteps: options.maxSteps ?? base.limits.maxSteps },
    },
    catalogs,
  );
}

/** Asked before hours of training. */
async function assertWritable(file: string): Promise<void> {
  try {
    const there = await stat(file).catch(() => null);
    if (there && !there.isFile()) throw new Error('no file');
    await access(there ? file : dirname(resolve(file)), constants.W_OK);
  } catch {
    throw new UsageError(`The file ${file} cannot be written.`);
  }
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch {
    throw new UsageError(`The file ${file} cannot be written.`);
  }
}
