import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSaid, segmentsOf, writeSaid } from './said.ts';

const line = 'two t15 uː93 | six s210 ɪ331 k402 s466 | 560';
const word = fc.record({
  spelling: fc.stringMatching(/^\p{L}{1,6}$/u),
  phones: fc.array(fc.constantFrom('t', 'uː', 'ɹ', 'eɪ', 't̪', '?'), { minLength: 1, maxLength: 5 }),
});

it('reads what was written, to the millisecond', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 5 }),
      fc.array(fc.nat(200), { minLength: 30, maxLength: 30 }),
      (words, gaps) => {
        let ms = 0;
        let next = 0;
        const advance = (): number => (ms += gaps[next++]!) / 1000;
        const said = {
          words: words.map(({ spelling, phones }) => ({
            spelling,
            phones: phones.map((symbol) => ({ symbol, startSeconds: advance() })),
          })),
          endSeconds: advance(),
        };
        expect(readSaid(writeSaid(said))).toEqual(said);
      },
    ),
  );
});

it.each([
  '',
  '560',
  'two | 560',
  'two t15',
  'two t15 | end',
  'two t93 uː15 | 560',
  'two t15 | 10',
  'two t | 560',
  't2o t15 | 560',
])('takes %j for no such line', (text) => expect(readSaid(text)).toBeNull());

it('tells words, phones and the silence at both ends, without a gap', () => {
  const { transcript, words, segments } = segmentsOf(readSaid(line)!, 0.6);
  expect(transcript).toBe('two six');
  expect(words).toEqual([
    { symbol: 'two', startSeconds: 0.015, endSeconds: 0.21 },
    { symbol: 'six', startSeconds: 0.21, endSeconds: 0.56 },
  ]);
  expect(segments.map(({ symbol }) => symbol).join(' ')).toBe('sil t uː s ɪ k s sil');
  segments.forEach(({ startSeconds }, i) => expect(startSeconds).toBe(segments[i - 1]?.endSeconds ?? 0));
  expect(segments.at(-1)?.endSeconds).toBe(0.6);
});
