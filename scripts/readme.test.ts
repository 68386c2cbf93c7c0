import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);

test('the script in the README runs as it stands and prints a verdict', async () => {
  const code = /```ts\n(.*?)```/s.exec(readFileSync(new URL('README.md', root), 'utf8'))?.[1];
  expect(code?.trim().split('\n').filter(Boolean)).toHaveLength(10);
  const file = new URL('readme-example.ts', root);
  writeFileSync(file, code ?? '');
  try {
    const { stdout } = await promisify(execFile)('npx', ['tsx', 'readme-example.ts'], { cwd: root });
    expect(stdout).toMatch(/gainPoints: -?\d/);
    expect(stdout).toMatch(/ci95: \[/);
  } finally {
    rmSync(file);
  }
});

test('the README links to files that are there', () => {
  const text = readFileSync(new URL('README.md', root), 'utf8');
  const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = '']) => target);
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter((target) => !existsSync(new URL(target, root)))).toEqual([]);
});
