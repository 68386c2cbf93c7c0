import { expect, test } from 'vitest';
import { createFormats } from './format.ts';
import { firstLanguage } from './index.ts';

test('the address decides, then what was chosen, then the browser, then English', () => {
  expect(firstLanguage('?lang=zh-CN', 'en', ['en-GB'])).toBe('zh-CN');
  expect(firstLanguage('', 'zh-CN', ['en-GB'])).toBe('zh-CN');
  expect(firstLanguage('', null, ['fr', 'zh-Hans-SG', 'en'])).toBe('zh-CN');
  expect(firstLanguage('?lang=tlh', null, ['fr'])).toBe('en');
});

test('numbers are written as readers of the language write them', () => {
  const english = createFormats('en');
  expect([english.count(1600), english.percent(94.14, 1), english.signed(-2), english.compact(31456)]).toEqual([
    '1,600',
    '94.1%',
    '−2.0',
    '31.5K',
  ]);
  expect([english.duration(59), english.duration(80), english.duration(3600), english.bytes(125_000)]).toEqual([
    '59 sec',
    '1 min 20 sec',
    '60 min',
    '125 kB',
  ]);
  expect([2_900_000, 999_000_000, 2_069_500_000].map(english.bytes)).toEqual(['2.9 MB', '999 MB', '2.1 GB']);
  expect(createFormats('zh-CN').compact(1_012_345)).toBe('101万');
});
