import { describe, expect, it } from 'vitest';
import type { BackendFacts } from '../contestants/contestant.ts';
import { parseOptions, type PlaceId } from '../options.ts';
import type { Task } from '../works/task.ts';
import { entrantsFor, nameOf } from './entrants.ts';

const backend = (id: string, facts: Partial<BackendFacts> = {}): BackendFacts => ({
  id,
  available: true,
  software: false,
  adapter: '',
  detail: '',
  ...facts,
});
const facts = new Map<PlaceId, BackendFacts[]>([
  ['node', [backend('simd'), backend('cpu')]],
  ['chromium', [backend('webgpu', { available: false }), backend('webgl', { software: true }), backend('simd')]],
]);
const gru: Task = { kind: 'net', net: 'gru', batch: 32 };

function namesOf(task: Task, argv: string[], cores = 2): string[] {
  return entrantsFor(task, parseOptions(argv), facts, cores).map(
    (entrant) => `${nameOf(entrant)} ${entrant.where} ${entrant.threads}`,
  );
}

describe('who takes part', () => {
  it('is ours on every backend that is there, and everybody else', () => {
    expect(namesOf(gru, [])).toEqual([
      ...['ours simd node 1', 'ours simd node 2', 'ours cpu node 1'],
      ...['tfjs wasm node 1', 'tf.layers wasm node 1', 'jax-js wasm node null'],
      ...['ours webgl chromium null', 'ours simd chromium 1', 'ours simd chromium 2'],
      ...['tfjs wasm chromium 1', 'tfjs wasm chromium 2', 'tfjs webgl chromium null'],
      ...['tf.layers wasm chromium 1', 'tf.layers wasm chromium 2', 'tf.layers webgl chromium null'],
      ...['jax-js wasm chromium null', 'jax-js webgl chromium null'],
      ...['pytorch python 1', 'pytorch python 2'],
    ]);
  });

  it('is who was asked for, PyTorch whatever the place', () => {
    expect(namesOf(gru, ['--who', 'ours,pytorch', '--where', 'node', '--backends', 'simd'])).toEqual([
      ...['ours simd node 1', 'ours simd node 2', 'pytorch python 1', 'pytorch python 2'],
    ]);
    expect(namesOf(gru, ['--who', 'ours', '--where', 'node'], 1)).toEqual(['ours simd node 1', 'ours cpu node 1']);
  });

  it('leaves out the slow ones in a hurry', () => {
    expect(namesOf(gru, ['--quick', '--who', 'ours'])).toEqual([
      ...['ours simd node 1', 'ours simd node 2', 'ours simd chromium 1', 'ours simd chromium 2'],
    ]);
  });

  it('leaves CTC to ours and PyTorch: the others have none', () => {
    for (const kind of ['ctc', 'recogniser'] as const)
      expect(namesOf({ kind, batch: 16, frames: 9, classes: 3, labels: 2 }, ['--quick', '--where', 'node'])).toEqual([
        ...['ours simd node 1', 'ours simd node 2', 'pytorch python 1', 'pytorch python 2'],
      ]);
  });

  it('takes the front end and torchaudio for features', () => {
    expect(namesOf({ kind: 'log-mel', seconds: 3600 }, ['--where', 'node'])).toEqual([
      ...['ours front end node 1', 'pytorch torchaudio in one call python 1', 'pytorch torchaudio in pieces python 1'],
    ]);
  });
});

describe('the command line', () => {
  it('takes lists with commas and refuses what it does not know', () => {
    expect(parseOptions(['--only', 'gru,product', '--batch', '8,64']).only).toEqual(['gru', 'product']);
    expect(parseOptions(['--batch', '8,64']).batch).toEqual([8, 64]);
    for (const wrong of [['--only', 'rnn'], ['--batch', '0'], ['--rounds', 'x'], ['--nonsense']])
      expect(() => parseOptions(wrong)).toThrow();
  });
});
