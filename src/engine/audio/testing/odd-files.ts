import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of real speech's folder `formats`. */
export interface OddFile {
  readonly path: string;
  /** How it must end: `short` has fewer samples than its header says. */
  readonly expect: 'decode' | 'reject' | 'empty' | 'short';
}

/** The odd and broken files of the manifest; none where there is no folder of real speech. */
export function oddFiles(root: string): OddFile[] {
  if (root === '') return [];
  const [header = '', ...lines] = readFileSync(join(root, 'MANIFEST.tsv'), 'utf8').trimEnd().split('\n');
  const names = header.split('\t');
  return lines
    .map((line) => line.split('\t'))
    .map((cells) => ({ path: cells[0]!, expect: cells[names.indexOf('expect')] as OddFile['expect'] }))
    .filter(({ path }) => path.startsWith('formats/'));
}
