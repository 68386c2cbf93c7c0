import { readFile } from 'node:fs/promises';
import { parsePackIndex } from '../engine/data/pack-index.ts';
import { loadPack } from '../engine/data/pack.ts';
import type { PackName } from '../engine/config/pack-name.ts';
import type { Dataset } from '../engine/data/dataset.ts';

const folder = new URL('../../public/pack/', import.meta.url);

/** A speech pack that comes with the studio. */
export async function loadEmbeddedPack(name: PackName = 'words'): Promise<Dataset> {
  const index = parsePackIndex(JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8')));
  return loadPack(index, await readFile(new URL(`${name}.opus`, folder)));
}
