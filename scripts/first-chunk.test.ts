import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';

interface Chunk {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly moduleIds: readonly string[];
}

const chunks = new Map<string, Chunk>();

beforeAll(async () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const built = await build({ root, logLevel: 'error', build: { write: false, minify: false } });
  if (!('output' in built)) throw new Error('expected one build');
  for (const file of built.output) if (file.type === 'chunk') chunks.set(file.fileName, file);
}, 120_000);

/** The modules that the browser loads before the page shows: the entry and all that it imports statically. */
function firstModules(): string[] {
  const waiting = [...chunks.values()].filter((chunk) => chunk.isEntry).map((chunk) => chunk.fileName);
  const seen = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (!seen.has(name)) waiting.push(...(chunks.get(name)?.imports ?? []));
    seen.add(name);
  }
  return [...seen].flatMap((name) => chunks.get(name)?.moduleIds ?? []);
}

describe('the page as it is first loaded', () => {
  test('has an entry', () => expect(firstModules().some((id) => id.endsWith('src/main.tsx'))).toBe(true));

  test('holds no tfjs', () => expect(firstModules().filter((id) => id.includes('/@tensorflow/'))).toEqual([]));

  test('holds no kernel of the front end and no denoiser', () => {
    expect(firstModules().filter((id) => /\/dsp\/build\//.test(id))).toEqual([]);
  });

  test('holds no decoder', () => {
    expect(
      firstModules().filter((id) =>
        /node_modules\/(@wasm-audio-decoders|ogg-opus-decoder|mpg123-decoder|codec-parser)\//.test(id),
      ),
    ).toEqual([]);
  });
});

test('LGPL libraries are files of their own', () => {
  for (const chunk of chunks.values()) {
    const lgpl = chunk.moduleIds.filter((id) => /node_modules\/(codec-parser|mpg123-decoder)\//.test(id));
    if (lgpl.length > 0) expect(lgpl).toEqual(chunk.moduleIds);
  }
});
