import { isObject, type JsonObject } from '../json.ts';
import { isWhole } from './is-whole.ts';

/** What front ends of version 1 did without a setting for it. */
const frontEnd: JsonObject = {
  dcOffset: 'keep',
  window: 'hann',
  edges: 'snip',
  fft: 'power-of-two',
  melScale: 'htk',
  melNorm: 'none',
  log: 'offset',
  pcen: { smoothingMs: 400, gain: 0.98, bias: 2, power: 0.5 },
};

/** Clips were not varied. */
const augment: JsonObject = {
  speed: 0,
  reverbMs: 0,
  shiftMs: 0,
  volumeDb: 0,
  timeMasks: 0,
  timeMaskMs: 100,
  frequencyMasks: 0,
  frequencyMaskShare: 20,
};

/** From version 1 to 2: a version 1 experiment does what it did. Its unknown keys stay, to be refused. */
export function addCleaningAndVariation(experiment: JsonObject): JsonObject {
  if (!isWhole(experiment)) return experiment;
  return {
    ...experiment,
    ...(isObject(experiment['frontEnd']) ? { frontEnd: { ...frontEnd, ...experiment['frontEnd'] } } : {}),
    ...(isObject(experiment['data']) ? { data: { augment, ...experiment['data'] } } : {}),
  };
}
