import { loadEmbeddedPack } from './src/cli/load-pack.ts';
import { runInNode } from './src/cli/run-in-node.ts';
import { resolveExperiment } from './src/engine/config/resolve.ts';
import { methods } from './src/engine/distill/catalog.ts';
import { models } from './src/engine/models/catalog.ts';

const changes = { preset: 'few-labels', data: { labelShare: 5 }, limits: { maxSteps: 60 } };
const experiment = resolveExperiment(changes, { models, methods });
const dataset = await loadEmbeddedPack();
const report = await runInNode({ experiment, dataset, seeds: [7], backend: 'simd', onEvent: () => {} });
console.log(report.verdict);
