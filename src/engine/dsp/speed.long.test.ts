import { expect, it } from 'vitest';
import { defaultExperiment } from '../config/defaults.ts';
import { denoisers, frontEndKinds, type FrontEndConfig } from '../config/experiment.ts';
import { frontEndPresetIds, frontEndPresets } from '../config/front-end-presets.ts';
import { createFrontEnd } from './front-end.ts';
import { prepareFrontEnd } from './prepare-front-end.ts';
import { testSignal } from './testing/test-signal.ts';

const RATE_HZ = 16_000;
const PIECE_SECONDS = 60;
const PIECES = 10;

const fronts: Readonly<Record<string, Partial<FrontEndConfig>>> = {
  ...Object.fromEntries(frontEndKinds.map((kind) => [kind, { kind }])),
  ...Object.fromEntries(denoisers.map((denoise) => [`log-mel, denoise ${denoise}`, { denoise }])),
  ...Object.fromEntries(frontEndPresetIds.map((id) => [`as ${id}`, frontEndPresets[id]])),
};

/** Seconds of audio a second, in this thread. */
async function timesRealTime(change: Partial<FrontEndConfig>, piece: Float32Array): Promise<number> {
  const config = { ...defaultExperiment.frontEnd, ...change };
  await prepareFrontEnd(config);
  const frontEnd = createFrontEnd(config, RATE_HZ);
  const out = new Float32Array((PIECE_SECONDS * frontEnd.frameRateHz + 2) * frontEnd.bins);
  const pass = () => {
    frontEnd.push(piece);
    return frontEnd.read(out, 0);
  };
  pass();
  const start = performance.now();
  for (let i = 0; i < PIECES; i++) expect(pass()).toBeGreaterThan(PIECE_SECONDS * 0.9 * frontEnd.frameRateHz);
  return (1000 * PIECES * PIECE_SECONDS) / (performance.now() - start);
}

it('the speed of features on one core, to be read', async () => {
  const piece = testSignal(PIECE_SECONDS * RATE_HZ, RATE_HZ);
  for (const [name, change] of Object.entries(fronts)) {
    console.log(`${name}: ${Math.round(await timesRealTime(change, piece))} times real time`);
  }
});
