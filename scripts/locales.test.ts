import { describe, expect, test } from 'vitest';
import { wordsOf } from '../src/ui/i18n/resources.ts';
import { flatten, localeProblems } from './lint/locale-problems.mjs';
import type { Words } from './lint/locale-problems.mjs';

const files = import.meta.glob<Words>('../src/**/{en,zh-CN}.json', { eager: true, import: 'default' });
const sources = import.meta.glob<string>(['../src/ui/**/*.{ts,tsx}', '!**/*.test.*'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const folders = [...new Set(Object.keys(files).map((path) => path.slice(0, path.lastIndexOf('/'))))].sort();

describe('locale files', () => {
  test('exist', () => expect(folders.length).toBeGreaterThan(0));

  test.each(folders)('%s: English and Chinese agree', (folder) => {
    const [english, chinese] = [files[`${folder}/en.json`], files[`${folder}/zh-CN.json`]];
    expect(english, 'en.json is missing').toBeDefined();
    expect(chinese, 'zh-CN.json is missing').toBeDefined();
    if (english && chinese) expect(localeProblems(english, chinese)).toEqual([]);
  });

  test('hold every key that views ask for', () => {
    const keys = [...flatten(wordsOf('en')).keys()].map((key) => key.replace(/_(one|other)$/, ''));
    const asked = Object.entries(sources).flatMap(([file, code]) =>
      [...code.matchAll(/\bt\(\s*(['`])([^'`]+)\1/g)].map(([, , key = '']) => ({ file, key })),
    );
    const missing = asked.filter(({ key }) => {
      const pattern = key.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return !keys.some((known) => new RegExp(`^${pattern.join('.+')}$`).test(known));
    });
    expect(missing).toEqual([]);
  });
});

describe('the check itself', () => {
  const english = { run: { start: 'Run', left_one: '{{count}} second left', left_other: '{{count}} seconds left' } };

  test('accepts a translation with fewer plural forms', () => {
    expect(localeProblems(english, { run: { start: '运行', left_other: '剩余 {{count}} 秒' } })).toEqual([]);
  });

  test.each([
    ['a missing key', { run: { start: '运行' } }, 'zh-CN lacks "run.left"'],
    ['a key too many', { run: { ...english.run, start: '运行', stop: '停' } }, 'en lacks "run.stop"'],
    ['an empty sentence', { run: { start: ' ', left_other: '剩余 {{count}} 秒' } }, '"run.start" is empty'],
    [
      'a lost placeholder',
      { run: { start: '运行', left_other: '剩余' } },
      'placeholders of "run.left" differ: count and none',
    ],
    ['English in the Chinese file', { run: { start: 'Run', left_other: '{{count}} left' } }, 'zh-CN holds no Chinese'],
  ])('finds %s', (_name, chinese, problem) => {
    expect(localeProblems(english, chinese)).toContain(problem);
  });

  test('finds a sentence left in English', () => {
    const problems = localeProblems({ a: 'Train on this', b: 'Run' }, { a: 'Train on this', b: '运行' });
    expect(problems).toEqual(['"a" is not translated']);
  });
});
