import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** Colours that are given for both themes, as [light, dark]. */
const colours = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, [light, dark] as const],
  ),
);

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

test.each([
  [4.5, ['ink', 'ink-2', 'ink-3', 'copper', 'teacher', 'alone', 'good', 'bad', 'warn']],
  [3, ['outline']],
])('contrast of at least %d on every ground, in both themes', (least, names) => {
  for (const name of names) {
    for (const ground of ['ground', 'surface', 'sunken', 'raised']) {
      for (const theme of [0, 1] as const) {
        const [front, back] = [colours.get(name)?.[theme], colours.get(ground)?.[theme]];
        expect(contrast(front ?? '', back ?? ''), `${name} on ${ground}, theme ${theme}`).toBeGreaterThanOrEqual(least);
      }
    }
  }
});

test.each([
  ['on-copper', 'copper'],
  ['warn', 'warn-ground'],
  ['ink', 'bad-ground'],
  ['ground', 'bad'],
  ['ink', 'copper-ground'],
  ['copper', 'copper-ground'],
])('%s is legible on %s', (front, back) => {
  for (const theme of [0, 1] as const) {
    expect(contrast(colours.get(front)?.[theme] ?? '', colours.get(back)?.[theme] ?? '')).toBeGreaterThanOrEqual(4.5);
  }
});
