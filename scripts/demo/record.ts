/**
 * Runs an experiment once and keeps its nets. `npm run demo`: the default preset, for the page
 * (public/demo/few-labels.{json,f16}). `npm run demo -- digits`: small nets for connected digits, for browser tests
 * (e2e/support/recorded/digits.{json,f16}).
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { loadEmbeddedPack } from '../../src/cli/load-pack.ts';
import { runInNode } from '../../src/cli/run-in-node.ts';
import { presets } from '../../src/engine/config/presets/catalog.ts';
import { resolveExperiment } from '../../src/engine/config/resolve.ts';
import { methods } from '../../src/engine/distill/catalog.ts';
import { encodeRun } from '../../src/engine/experiment/recorded-run.ts';
import type { TrainedPair } from '../../src/engine/experiment/trained-pair.ts';
import { models } from '../../src/engine/models/catalog.ts';
import { smallDigits } from './small-digits.ts';

const of = {
  words: { changes: { preset: presets.all[0]!.id }, pack: 'words', file: `public/demo/${presets.all[0]!.id}` },
  digits: { changes: smallDigits, pack: 'digits', file: 'e2e/support/recorded/digits' },
} as const;

const { changes, pack, file } = of[process.argv[2] === 'digits' ? 'digits' : 'words'];
const experiment = resolveExperiment(changes, { models, methods });
let trained: TrainedPair | null = null;
const { verdict } = await runInNode({
  experiment,
  dataset: await loadEmbeddedPack(pack),
  seeds: [experiment.seed],
  backend: 'simd',
  onEvent: () => {},
  onTrained: (pair) => (trained = pair),
});
if (!trained) throw new Error('the run gave no nets');
const today = new Date().toISOString().slice(0, 10);
const { run, weights } = encodeRun({ pair: trained, experiment, gainPoints: verdict.gainPoints }, today);
const json = new URL(`../../${file}.json`, import.meta.url);
const text = await format(JSON.stringify(run), { ...(await resolveConfig(json)), filepath: json.pathname });
await mkdir(new URL('.', json), { recursive: true });
await writeFile(json, text);
await writeFile(new URL(`../../${file}.f16`, import.meta.url), weights);
const tested = run.nets.map(({ id, accuracy }) => `${id} ${accuracy.toFixed(1)}`).join(', ');
process.stderr.write(`seed ${run.seed}: ${tested}; ${weights.byteLength} bytes\n`);
