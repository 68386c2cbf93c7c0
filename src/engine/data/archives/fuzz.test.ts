import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StudioError } from '../../core/errors.ts';
import { madeArchive, opened } from './testing/archives.ts';
import { writeTar } from './testing/write-tar.ts';
import { writeZip } from './testing/write-zip.ts';

const RUNS = 400;

const tars = ['gnu', 'pax', 'ustar', 'v7'].map((format) =>
  Uint8Array.from(gunzipSync(madeArchive(`${format}.tar.gz`))),
);
const originals = [
  ...tars,
  ...['gnu.tar.gz', 'info-zip.zip', 'zip64.zip', 'encrypted.zip'].map(madeArchive),
  writeZip([
    { name: 'a.txt', content: Uint8Array.of(1, 2, 3), deflate: true },
    { name: 'b/', mode: 0o40755 },
  ]),
];

/** Whatever the bytes: files with names of their own that stay below the archive, and reasons for the rest. */
async function endsWell(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { files, refused } = await opened(bytes, { path: 'in/x.zip', limits: { innocentBytes: 2 ** 20 } });
  expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  for (const { path } of files) {
    expect(path).toMatch(/^in\/./);
    expect(path.split('/')).not.toContain('..');
  }
  for (const { reason } of refused) expect(reason).toMatch(/^file\//);
  for (const { size, read } of files) {
    const content = await read().catch((thrown: unknown) => {
      if (!(thrown instanceof StudioError) || !thrown.code.startsWith('file/')) throw thrown;
      return null;
    });
    if (content) expect(content.byteLength).toBe(size);
  }
}

const edits = fc.array(
  fc.record({
    at: fc.nat(12_000),
    bytes: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.constant(Uint8Array.of(255, 255, 255, 255))),
  }),
  { minLength: 1, maxLength: 6 },
);

test('archives with some bytes changed, and cut somewhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...originals),
      edits,
      fc.double({ min: 0.2, max: 1.2, noNaN: true }),
      async (original, list, keep) => {
        const bytes = original.slice(0, Math.ceil(Math.min(1, keep) * original.length));
        for (const { at, bytes: patch } of list) if (bytes.length > 8) bytes.set(patch, at % (bytes.length - 4));
        await endsWell(bytes);
      },
    ),
    { numRuns: RUNS },
  );
});

test('what a broken tar does is not changed by packing it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...tars), edits, async (original, list) => {
      const bytes = original.slice();
      for (const { at, bytes: patch } of list) bytes.set(patch, at % (bytes.length - 4));
      const [plain, packed] = [await opened(bytes), await opened(Uint8Array.from(gzipSync(bytes)))];
      const seen = ({ files, refused }: typeof plain) => [
        files.map(({ path }) => path),
        refused.map(({ file }) => file),
      ];
      // A first header that is broken makes it no tar at all: another reason, but nothing in it either way.
      if (plain.files.length + packed.files.length > 0) expect(seen(packed)).toEqual(seen(plain));
    }),
    { numRuns: RUNS / 4 },
  );
});

test('names of any bytes', async () => {
  const name = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 99 }),
    fc.string({ minLength: 1, maxLength: 30 }).map((text) => new TextEncoder().encode(text)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(name, { maxLength: 5 }), fc.boolean(), async (names, utf8) => {
      await endsWell(writeTar(names.map((bytes) => ({ name: bytes }))));
      await endsWell(writeZip(names.map((bytes) => ({ name: bytes, flags: utf8 ? 0x800 : 0 }))));
    }),
    { numRuns: RUNS },
  );
});

test('any bytes at all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 1500 }),
      fc.constantFrom('PK\x03\x04', 'PK\x05\x06', '\x1f\x8b\x08', ''),
      async (bytes, mark) => {
        await endsWell(Uint8Array.from([...Buffer.from(mark, 'latin1'), ...bytes]));
      },
    ),
    { numRuns: RUNS },
  );
});
