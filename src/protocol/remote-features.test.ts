import { MessageChannel } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultExperiment } from '../engine/config/defaults.ts';
import { toneDataset } from '../engine/data/testing/tone-dataset.ts';
import { BlockFeatures } from '../engine/experiment/block-features.ts';
import type { FeatureMaker } from '../engine/experiment/feature-maker.ts';
import type { FeatureRequest } from '../engine/experiment/feature-provider.ts';
import { LocalFeatureMaker } from '../engine/experiment/local-feature-maker.ts';
import { serveFeatures, ThreadFeatures } from './remote-features.ts';

afterEach(() => vi.unstubAllGlobals());

const clips = Array.from({ length: 6 }, (_, i) => ({ id: `${i}`, seconds: 0.15, hz: 200 + 90 * i, speaker: 'a' }));
const request: FeatureRequest = {
  dataset: toneDataset(clips, 16_000),
  members: { train: Int32Array.of(0, 1, 2, 3), validation: Int32Array.of(4), test: Int32Array.of(5) },
  frontEnd: { ...defaultExperiment.frontEnd, melBands: 5 },
  noise: { kinds: ['white'], snrDbMin: 0, snrDbMax: 10, versions: 2 },
  augment: defaultExperiment.data.augment,
  seed: 1,
};

/** A maker behind a channel whose far side is this very thread. */
function inProcess(): FeatureMaker {
  const { port1, port2 } = new MessageChannel();
  expose(serveFeatures(new LocalFeatureMaker()), nodeEndpoint(port2));
  const terminate = () => port1.close();
  return new ThreadFeatures({ endpoint: nodeEndpoint(port1), death: new Promise(() => undefined), terminate });
}

async function blocksBy(createMaker: () => FeatureMaker) {
  const features = new BlockFeatures(createMaker, 2);
  const prepared = await features.prepare(request, () => undefined);
  const blocks = [await features.block('train', 0), await features.block('train', 1), await features.block('test', 0)];
  await features.dispose();
  return { prepared, blocks };
}

test.each([
  ['shared', SharedArrayBuffer],
  ['handed over and back', undefined],
])('features made in other threads have the same bits, blocks %s', async (_, sharedArrayBuffer) => {
  const here = await blocksBy(() => new LocalFeatureMaker());
  vi.stubGlobal('SharedArrayBuffer', sharedArrayBuffer);
  const there = await blocksBy(inProcess);
  expect(there).toEqual(here);
  expect(there.blocks.every(({ data }) => data.buffer instanceof ArrayBuffer)).toBe(sharedArrayBuffer === undefined);
});
