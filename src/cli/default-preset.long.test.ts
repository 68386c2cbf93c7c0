import { expect, test } from 'vitest';
import { resolveExperiment } from '../engine/config/resolve.ts';
import { methods } from '../engine/distill/catalog.ts';
import { classMetrics } from '../engine/experiment/report.ts';
import { models } from '../engine/models/catalog.ts';
import { loadEmbeddedPack } from './load-pack.ts';
import { runInNode } from './run-in-node.ts';
import { summaryOf } from './summary.ts';

/** Never run while the default was tuned. */
const seeds = [1001, 1002, 1003];

test('the default preset: a teacher above 95 percent, and distillation that brings five points or more', async () => {
  const experiment = resolveExperiment({ preset: 'few-labels', seed: seeds[0] }, { models, methods });
  const dataset = await loadEmbeddedPack();
  const report = await runInNode({ experiment, dataset, seeds, backend: 'simd', onEvent: () => undefined });
  process.stdout.write(`${summaryOf(report)}\n`);
  expect(classMetrics(report.models['teacher']!)!.accuracy).toBeGreaterThan(95);
  expect(report.verdict.gainPoints).toBeGreaterThanOrEqual(5);
  expect(report.verdict.ci95[0]).toBeGreaterThan(0);
  for (const { models: nets } of report.runs) {
    const [alone, distilled] = [nets['alone']!.fairness!, nets['distilled']!.fairness!];
    expect(distilled.initialWeights).toBe(alone.initialWeights);
    expect(distilled.optimiser).toBe(alone.optimiser);
    expect(distilled.steps).toBe(alone.steps);
  }
});
