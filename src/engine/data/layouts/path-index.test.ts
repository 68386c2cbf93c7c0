import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PathIndex } from './path-index.ts';

const paths = ['c/wav/anna/1.wav', 'c/wav/ben/1.wav', 'c/wav/ben/2.flac', 'c/other/été.wav', 'c/noext'];
const index = new PathIndex(paths);

test.each<[string, string, string | null]>([
  ['beside the list', 'anna/1.wav', 'c/wav/anna/1.wav'],
  ['below a folder above the list', 'wav/ben/2.flac', 'c/wav/ben/2.flac'],
  ['of another machine', '/export/home/x/c/wav/ben/1.wav', 'c/wav/ben/1.wav'],
  ['of another system, in another case', 'C:\\Data\\WAV\\Ben\\1.WAV', 'c/wav/ben/1.wav'],
  ['without its extension', 'ben/2', 'c/wav/ben/2.flac'],
  ['with letters taken apart', 'e\u0301te\u0301.wav', 'c/other/été.wav'],
  ['up and down again', '../other/été.wav', 'c/other/été.wav'],
  ['of which there are two', '1.wav', null],
  ['of which there is none', 'anna/3.wav', null],
  ['outside', '../../../c/wav/anna/1.wav', null],
  ['that goes out in its middle', 'x/../../../anna/1.wav', null],
  ['that is empty', '', null],
  ['that is only dots', '../..', null],
])('a path %s', (_, reference, found) => {
  expect(index.find(reference, ['c', 'wav'])).toBe(found);
});

test('whatever is asked for, only a path that is there is found', () => {
  const piece = fc.constantFrom('..', '.', '/', '\\', 'c', 'wav', 'ben', '1.wav', '2', '\0', '__proto__', ' ');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(piece, { maxLength: 4 }), (pieces, from) => {
      const found = index.find(pieces.join('/'), from);
      if (found !== null) expect(paths).toContain(found);
    }),
  );
});
