import { readFile } from 'node:fs/promises';
import { useBackend } from '../../tensor/testing/node-backends.ts';
import { decodeRun } from '../../experiment/recorded-run.ts';
import { createWindowNets } from '../window-nets.ts';

const folder = new URL('../../../../public/demo/', import.meta.url);

export async function recordedRun() {
  const json: unknown = JSON.parse(await readFile(new URL('few-labels.json', folder), 'utf8'));
  return decodeRun(json, await readFile(new URL('few-labels.f16', folder)));
}

/** The recorded pair of the page, ready to listen on the backend for machines without a GPU. */
export async function recordedNets() {
  await useBackend('simd');
  const { run, pair } = await recordedRun();
  return { run, pair, nets: await createWindowNets(pair) };
}
