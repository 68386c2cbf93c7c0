import { loadEmbeddedPack } from '../../src/cli/load-pack.ts';
import { runInNode } from '../../src/cli/run-in-node.ts';
import { resolveExperiment } from '../../src/engine/config/resolve.ts';
import { methods } from '../../src/engine/distill/catalog.ts';
import { models } from '../../src/engine/models/catalog.ts';
import type { ExperimentId, ExperimentTime } from './experiment.ts';

/** The experiment with one seed on the backend that Node prefers. */
export async function runInTerminal(id: ExperimentId): Promise<ExperimentTime> {
  const start = performance.now();
  const experiment = resolveExperiment(id === 'default' ? {} : { preset: id }, { models, methods });
  const dataset = await loadEmbeddedPack();
  const { backend } = await runInNode({
    experiment,
    dataset,
    seeds: [experiment.seed],
    backend: 'auto',
    onEvent: () => undefined,
  });
  return { totalMs: performance.now() - start, backend: backend.name, tasks: null };
}
