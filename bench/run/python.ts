import { spawnSync } from 'node:child_process';

/** Debian keeps torch in its own python, which need not be the first on the path. */
const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'];

/** A python that has torch. */
export interface Python {
  readonly file: string;
  readonly torch: string;
}

/** The first python here that has torch; null where none has. */
export function findPython(): Python | null {
  for (const file of candidates) {
    if (file === undefined || file === '') continue;
    const { status, stdout } = spawnSync(file, ['-c', 'import torch; print(torch.__version__)'], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (status === 0) return { file, torch: stdout.trim() };
  }
  return null;
}
