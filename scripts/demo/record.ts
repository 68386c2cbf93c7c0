/** Runs the default preset once and keeps its nets for the page: `npm run demo`. Makes public/demo/few-labels.{json,f16}. */
import { mkdir, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { loadEmbeddedPack } from '../../src/cli/load-pack.ts';
import { runInNode } from '../../src/cli/run-in-node.ts';
import { presets } from '../../src/engine/config/presets/catalog.ts';
import { presetExperiment } from '../../src/engine/config/resolve.ts';
import { methods } from '../../src/engine/distill/catalog.ts';
import { encodeRun } from '../../src/engine/experiment/recorded-run.ts';
import type { TrainedPair } from '../../src/engine/experiment/trained-pair.ts';
import { models } from '../../src/engine/models/catalog.ts';

const outDir = new URL('../../public/demo/', import.meta.url);

const experiment = presetExperiment(presets.all[0]!.id, { models, methods });
let trained: TrainedPair | null = null;
const { verdict } = await runInNode({
  experiment,
  dataset: await loadEmbeddedPack(),
  seeds: [experiment.seed],
  backend: 'simd',
  onEvent: () => {},
  onTrained: (pair) => (trained = pair),
});
if (!trained) throw new Error('the run gave no nets');
const today = new Date().toISOString().slice(0, 10);
const { run, weights } = encodeRun({ pair: trained, experiment, gainPoints: verdict.gainPoints }, today);
await mkdir(outDir, { recursive: true });
const file = new URL(`${experiment.preset}.json`, outDir);
const text = await format(JSON.stringify(run), { ...(await resolveConfig(file)), filepath: file.pathname });
await writeFile(file, text);
await writeFile(new URL(`${experiment.preset}.f16`, outDir), weights);
const accuracies = run.nets.map(({ id, accuracy }) => `${id} ${accuracy.toFixed(1)}`).join(', ');
process.stderr.write(`seed ${run.seed}: ${accuracies}; ${weights.byteLength} bytes\n`);
