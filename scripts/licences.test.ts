import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isAllowedLicence, licenceOf, productionLicences } from './lib/licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Under weak copyleft, and allowed because of how they are used. */
const shippedApart = new Map([
  ['codec-parser', 'a chunk of its own in the build, see vite.config.ts'],
  ['lightningcss', 'a tool of the build; no part of it is in the page'],
]);

function isShippedApart(name: string): boolean {
  return [...shippedApart.keys()].some((listed) => name === listed || name.startsWith(`${listed}-`));
}

test('every package of the app may be shipped under the MIT licence', () => {
  const packages = productionLicences(root);
  expect(packages.length).toBeGreaterThan(100);
  const refused = packages.filter(({ name, licence }) => !isAllowedLicence(licence, isShippedApart(name)));
  expect(refused).toEqual([]);
});

test('the lock file names no registry', () => {
  const lock = readFileSync(`${root}/package-lock.json`, 'utf8');
  expect(lock).not.toContain('"resolved"');
  expect(lock).toContain('"integrity"');
});

describe('licences', () => {
  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['Apache-2.0 AND MIT', true],
    ['MIT OR (BSD-3-Clause AND GPL-2.0-only)', true],
    ['MIT AND (GPL-2.0-only OR AGPL-3.0-only)', false],
    ['GPL-3.0-or-later', false],
    ['AGPL-3.0-only', false],
    ['LGPL-3.0-or-later', false],
    ['', false],
  ])('%s: %s', (expression, allowed) => expect(isAllowedLicence(expression, false)).toBe(allowed));

  test('weak copyleft only where it is shipped apart', () => {
    expect(isAllowedLicence('LGPL-3.0-or-later', true)).toBe(true);
    expect(isAllowedLicence('GPL-3.0-or-later', true)).toBe(false);
  });

  test('old forms in package.json are understood', () => {
    expect(licenceOf({ license: { type: 'MIT' } })).toBe('MIT');
    expect(licenceOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] })).toBe('MIT OR GPL-2.0');
    expect(licenceOf({})).toBe('');
  });
});
