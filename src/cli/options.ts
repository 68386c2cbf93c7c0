import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { defaultExperiment } from '../engine/config/defaults.ts';
import { decodingBounds, type Bounds } from '../engine/config/bounds.ts';
import { decoders, taskKinds, type DecodingConfig, type TaskConfig } from '../engine/config/experiment.ts';
import { units } from '../engine/data/symbols/units.ts';
import { layouts } from '../engine/data/layouts/catalog.ts';
import { readerOf } from '../engine/data/layouts/file-name/template.ts';
import { presets } from '../engine/config/presets/catalog.ts';

/** What a person typed after `npm run distill --`. */
export interface DistillOptions {
  readonly preset?: string;
  readonly config?: string;
  readonly data?: string;
  readonly unlabelled?: string;
  readonly layout?: string;
  readonly pattern?: string;
  readonly list?: boolean;
  readonly task?: TaskConfig['kind'];
  readonly symbols?: TaskConfig['symbols'];
  readonly decoder?: DecodingConfig['kind'];
  readonly beamWidth?: number;
  readonly lmOrder?: number;
  readonly lmWeight?: number;
  readonly lmBonus?: number;
  readonly checkpoint?: string;
  readonly seed?: number;
  readonly seeds: number;
  readonly maxSteps?: number;
  readonly backend: string;
  readonly threads?: number;
  /** Megabytes. */
  readonly memory?: number;
  readonly out?: string;
}

/** A wrong call or unusable data: told in one line, exit code 2. */
export class UsageError extends Error {}

function number({ min, max, integer: isWhole = false }: Bounds): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (value >= min && value <= max && (!isWhole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(`It must be a ${isWhole ? 'whole ' : ''}number from ${min} to ${max}.`);
  };
}

const integer = (min: number, max: number) => number({ min, max, step: 1, integer: true });

/** The presets as a person names them, in the order in which they are offered. */
export function presetIds(): string {
  return presets.all.map(({ id }) => id).join(', ');
}

/**
 * @param argv without the program's own name
 * @throws UsageError
 * @returns null when help was asked for and printed
 */
export function parseOptions(argv: readonly string[]): DistillOptions | null {
  const program = new Command('npm run --silent distill --')
    .description('Trains a teacher and two equal students, one alone and one distilled, and gives the verdict.')
    .addOption(
      new Option('--preset <id>', `experiment to run: ${presetIds()} (default: ${defaultExperiment.preset})`).conflicts(
        'config',
      ),
    )
    .option('--config <file>', 'experiment as JSON; what it leaves open comes from its preset')
    .option('--data <path>', 'folder of audio, or a zip, tar or tar.gz, instead of the speech pack')
    .option(
      '--unlabelled <path>',
      'audio that nobody labelled, likewise or one file: the distilled student hears it too',
    )
    .addOption(
      new Option('--layout <name>', 'how the folder is laid out, instead of what is recognised').choices(
        layouts.all.map(({ id }) => id),
      ),
    )
    .option('--pattern <template>', 'how names are to be read: {label}_{speaker}_{take}')
    .option('--list', 'reports as JSON what the folder holds, and trains nothing')
    .addOption(new Option('--task <kind>', 'what is learnt (default: by what the data holds)').choices([...taskKinds]))
    .addOption(new Option('--symbols <unit>', 'of sentences: what they are spelled in').choices([...units]))
    .addOption(
      new Option('--decoder <kind>', 'of sentences: how test clips are decoded in the end').choices([...decoders]),
    )
    .option('--beam-width <n>', 'of the beam: beginnings that it keeps', number(decodingBounds.width))
    .option('--lm-order <n>', 'of the beam: n of its n-gram model of the labelled texts', number(decodingBounds.order))
    .option('--lm-weight <x>', 'of the beam: what the model counts; 0 leaves it out', number(decodingBounds.weight))
    .option('--lm-bonus <x>', 'of the beam: nats added for each symbol', number(decodingBounds.bonus))
    .option('--checkpoint <file>', 'keeps the run there as it goes, and goes on from it where it is there')
    .option('--seed <n>', 'first seed', integer(0, 2_147_483_647))
    .option('--seeds <n>', 'how many seeds', integer(1, 1000), 1)
    .option('--max-steps <n>', 'at most this many steps for each training', integer(1, 1_000_000))
    .addOption(new Option('--backend <name>').choices(['simd', 'wasm', 'cpu']).default('simd'))
    .option('--threads <n>', 'that the trainings may use together (default: all cores)', integer(1, 1024))
    .option(
      '--memory <megabytes>',
      'that features may take (default: half of what the machine has)',
      integer(1, 10_000_000),
    )
    .option('--out <file>', 'writes the report as JSON')
    .allowExcessArguments()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    program.parse(argv, { from: 'user' });
    const given = program.opts<DistillOptions>();
    if (given.data === undefined && (given.layout ?? given.pattern ?? given.list) !== undefined)
      throw new UsageError('--layout, --pattern and --list need --data, the folder to read.');
    if (given.pattern !== undefined && readerOf(given.pattern) === null)
      throw new UsageError('--pattern needs {label} once, and something between its parts: {label}_{speaker}_{take}.');
    if (program.args.length > 0) throw new UsageError(`Unknown argument "${program.args[0]}". Try --help.`);
    return given;
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'commander.helpDisplayed') return null;
    throw new UsageError(thrown instanceof Error ? thrown.message.replace(/^error: /, '') : String(thrown));
  }
}

/** @throws UsageError when the file cannot be read or holds no JSON */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`The file ${file} cannot be read.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`The file ${file} is not JSON.`);
  }
}
