import { Command, InvalidArgumentError, Option } from 'commander';
import { netIds } from './works/net.ts';

export const workIds = [
  ...netIds,
  'product',
  'ctc',
  'recogniser',
  'log-mel',
  'default',
  'rnn-to-rnn',
  'growth',
] as const;
export type WorkId = (typeof workIds)[number];
export const libraryIds = ['ours', 'tfjs', 'tf.layers', 'jax-js', 'pytorch'] as const;
export type LibraryId = (typeof libraryIds)[number];
export const placeIds = ['node', 'chromium'] as const;
export type PlaceId = (typeof placeIds)[number];

/** What a person typed after `npm run bench --`. */
export interface BenchOptions {
  readonly only: readonly WorkId[];
  readonly batch: readonly number[];
  readonly who: readonly LibraryId[];
  readonly where: readonly PlaceId[];
  /** Null: all. */
  readonly backends: readonly string[] | null;
  readonly rounds: number;
  /** How long each contestant runs in a round. */
  readonly roundMs: number;
  /** A contestant whose step takes longer is left out. */
  readonly limitSeconds: number;
  readonly growthSteps: number;
  readonly experimentRounds: number;
  /** Leaves out what is known to be slow: software GPUs and plain JavaScript. */
  readonly quick: boolean;
  readonly json?: string;
  readonly markdown: boolean;
}

function listOf<Id extends string>(known: readonly Id[]): (text: string) => Id[] {
  return (text) =>
    text.split(',').map((part) => {
      const id = known.find((candidate) => candidate === part.trim());
      if (id === undefined) throw new InvalidArgumentError(`"${part}" is none of ${known.join(', ')}.`);
      return id;
    });
}

function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return value;
  };
}

interface RawOptions {
  readonly only?: WorkId[];
  readonly batch?: number[];
  readonly who?: LibraryId[];
  readonly where?: PlaceId[];
  readonly backends?: string[];
  readonly rounds?: number;
  readonly limit: number;
  readonly quick: boolean;
  readonly json?: string;
  readonly markdown: boolean;
}

/**
 * @param argv without the program's own name
 * @throws CommanderError, help among them
 */
export function parseOptions(argv: readonly string[]): BenchOptions {
  const program = new Command('npm run --silent bench --')
    .description('Measures the same work by Stillhouse and by others in turn, in Chromium and in Node.')
    .option('--only <works>', `of ${workIds.join(', ')}; with commas`, listOf(workIds))
    .option('--batch <sizes>', 'batch sizes, with commas (default: 32,128)', (text) =>
      text.split(',').map(integer(1, 4096)),
    )
    .option('--who <libraries>', `of ${libraryIds.join(', ')}`, listOf(libraryIds))
    .option('--where <places>', `of ${placeIds.join(', ')}; PyTorch runs with either`, listOf(placeIds))
    .option('--backends <names>', 'such as simd,wasm', (text) => text.split(',').map((part) => part.trim()))
    .option(
      '--rounds <n>',
      'how often each one has its turn (default: 5, of experiments 3; quick: 3 and 1)',
      integer(1, 1000),
    )
    .option('--limit <seconds>', 'leaves out whose step takes longer', integer(1, 3600), 20)
    .option('--quick', 'fewer and shorter rounds, batch 32, neither software GPUs nor plain JavaScript', false)
    .option('--json <file>', 'writes the results as JSON')
    .addOption(new Option('--markdown', "prints the README's table").default(false))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const given = program.parse(argv, { from: 'user' }).opts<RawOptions>();
  const { quick, markdown, json } = given;
  return {
    only: given.only ?? workIds,
    batch: given.batch ?? (quick ? [32] : [32, 128]),
    who: given.who ?? libraryIds,
    where: given.where ?? placeIds,
    backends: given.backends ?? null,
    rounds: given.rounds ?? (quick ? 3 : 5),
    roundMs: quick ? 200 : 400,
    limitSeconds: given.limit,
    growthSteps: quick ? 1000 : 10_000,
    experimentRounds: given.rounds ?? (quick ? 1 : 3),
    quick,
    markdown,
    ...(json === undefined ? {} : { json }),
  };
}
