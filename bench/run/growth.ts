import { models } from '../../src/engine/models/catalog.ts';
import type { Growth } from '../contestants/ours/growth.ts';
import type { ProcessMemory } from '../node/process-memory.ts';
import type { GrowthResult } from '../report/schema.ts';
import type { RoundsContext } from './rounds.ts';

const TIMEOUT_MS = 3_600_000;
/** Compiling code and growing pools come first, and are no growth. */
const PREPARING_SHARE = 0.25;

/** What is left behind by thousands of steps of a small net of each family, in Node, on the backend that it prefers. */
export async function runGrowth({ options, places, tell }: RoundsContext): Promise<GrowthResult[]> {
  const results: GrowthResult[] = [];
  const steps = options.growthSteps;
  for (const { id: family } of models.all) {
    tell(`growth of ${family} over ${steps} steps`);
    const seat = await places.start('ours', 'node', null);
    const backend = options.backends?.[0] ?? 'auto';
    const grow = async (steps: number): Promise<Growth> =>
      (await seat.ask('grow', { family, steps, backend }, TIMEOUT_MS)) as Growth;
    const memory = async (): Promise<ProcessMemory> =>
      (await seat.ask('processMemory', null, TIMEOUT_MS)) as ProcessMemory;
    await grow(Math.ceil(PREPARING_SHARE * steps));
    const before = await memory();
    const grown = await grow(steps);
    const after = await memory();
    await seat.close();
    const { kernelBytes } = grown.before;
    results.push({
      family,
      backend: grown.backend,
      steps,
      tensors: grown.after.tensors - grown.before.tensors,
      tensorBytes: grown.after.tensorBytes - grown.before.tensorBytes,
      kernelBytes: kernelBytes === null ? null : grown.after.kernelBytes! - kernelBytes,
      heapMb: after.heapMb - before.heapMb,
      buffersMb: after.buffersMb - before.buffersMb,
      rssMb: after.rssMb - before.rssMb,
    });
  }
  return results;
}
