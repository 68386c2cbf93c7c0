import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { BenchFile } from '../report/schema.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** The version of an installed package; null where it is not installed. */
export function versionOf(name: string): string | null {
  try {
    return (require(`${root}node_modules/${name}/package.json`) as { version: string }).version;
  } catch {
    return null;
  }
}

/** The commit that is measured, marked where files differ from it. */
export function commitInWords(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}

/**
 * @param browser name and version; null where none ran
 * @param torch PyTorch's version; null where none ran
 */
export function describeMachine(browser: string | null, torch: string | null): BenchFile['machine'] {
  const libraries: Record<string, string> = {};
  for (const name of ['@tensorflow/tfjs', '@jax-js/jax']) {
    const version = versionOf(name);
    if (version !== null) libraries[name] = version;
  }
  if (torch !== null) libraries['torch'] = torch;
  const cpu = cpus()[0]?.model.trim() ?? 'unknown CPU';
  const cores = availableParallelism();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const os = `${type()} ${release()}`;
  const node = process.versions.node;
  const versions = Object.entries(libraries).map(([name, version]) => `${name} ${version}`);
  const words = [
    `${cpu}, ${cores} cores, ${memoryGb} GB`,
    os,
    `Node ${node}`,
    ...(browser === null ? [] : [browser]),
    ...versions,
  ].join('; ');
  return { words, cpu, cores, memoryGb, os, node, browser, libraries };
}
