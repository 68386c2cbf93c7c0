import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const text = 'été, 开, yes\n';
const utf8 = new TextEncoder().encode(text);
const utf16 = (words: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(2 * words.length));
  [...words].forEach((letter, at) => view.setUint16(2 * at, letter.charCodeAt(0), littleEndian));
  return new Uint8Array(view.buffer);
};

test.each([
  ['UTF-8', utf8, text],
  ['UTF-8 with a mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8), text],
  ['UTF-16, little end first', utf16(`\ufeff${text}`, true), text],
  ['UTF-16, big end first', utf16(`\ufeff${text}`, false), text],
  ['UTF-16 without a mark', utf16('yes and no', true), 'yes and no'],
  ['UTF-16 without a mark, big end first', utf16('yes and no', false), 'yes and no'],
  ['Windows-1252', Uint8Array.of(0xe9, 0x74, 0xe9, 0x20, 0x96, 0x20, 0x80), 'été – €'],
  ['nothing', new Uint8Array(0), ''],
])('%s is read', (_, bytes, expected) => {
  expect(decodeText(bytes)).toBe(expected);
});

test('what has zeros where no encoding has them is no text', () => {
  expect(decodeText(Uint8Array.of(0x52, 0x49, 0, 0, 0, 0, 0x46, 1, 0))).toBeNull();
});
