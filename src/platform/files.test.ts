import { expect, test } from 'vitest';
import { filesFromDrop, filesFromList } from './files.ts';

const file = (path: string, content = path) => {
  const made = new File([content], path.slice(path.lastIndexOf('/') + 1));
  return Object.assign(made, { webkitRelativePath: path.includes('/') ? path : '' });
};
const listOf = (...files: File[]) => files as unknown as FileList;

/** A folder as browsers give it: children in batches of at most 100, in no order. */
function entry(path: string, children?: FileSystemEntry[]): FileSystemEntry {
  const common = {
    fullPath: `/${path}`,
    name: path.slice(path.lastIndexOf('/') + 1),
    isFile: !children,
    isDirectory: !!children,
  };
  let batches: FileSystemEntry[][] = [];
  const directory = {
    createReader() {
      batches = [];
      for (let at = 0; at < children!.length; at += 100) batches.push(children!.slice(at, at + 100));
      return { readEntries: (give: (batch: FileSystemEntry[]) => void) => give(batches.shift() ?? []) };
    },
  };
  const single = { file: (give: (file: File) => void) => give(file(path)) };
  return { ...common, ...(children ? directory : single) } as unknown as FileSystemEntry;
}
const locked = (path: string) =>
  ({
    ...entry(path),
    file: (_give: unknown, refuse: (e: Error) => void) => refuse(new Error('locked')),
  }) as unknown as FileSystemEntry;

const dropOf = (...entries: (FileSystemEntry | File)[]) => {
  const items = entries.map((one) => ({
    kind: 'file',
    webkitGetAsEntry: () => (one instanceof File ? null : one),
    getAsFile: () => (one instanceof File ? one : null),
  }));
  return { items: [...items, { kind: 'string' }] } as unknown as DataTransfer;
};

test('chosen files keep their folders in their paths', async () => {
  const files = filesFromList(listOf(file('b/2.wav'), file('1.wav')));
  expect(files.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
    ['b/2.wav', 7],
    ['1.wav', 5],
  ]);
  expect(new TextDecoder().decode(await files[0]!.arrayBuffer())).toBe('b/2.wav');
});

test('a dropped folder is walked to the bottom, however many children it has', async () => {
  const many = Array.from({ length: 250 }, (_, i) => entry(`set/yes/${String(249 - i).padStart(3, '0')}.wav`));
  const folder = entry('set', [
    entry('set/yes', many),
    entry('set/no', [entry('set/no/deep', [entry('set/no/deep/1.wav')])]),
  ]);
  const files = await filesFromDrop(dropOf(folder, file('loose.wav')));
  expect(files).toHaveLength(252);
  const paths = new Set(files.map(({ path }) => path));
  for (const path of ['loose.wav', 'set/no/deep/1.wav', 'set/yes/000.wav', 'set/yes/249.wav']) {
    expect(paths).toContain(path);
  }
});

test('hidden folders are not entered', async () => {
  const files = await filesFromDrop(
    dropOf(entry('set', [entry('set/.git', [entry('set/.git/1.wav')]), entry('set/1.wav')])),
  );
  expect(files.map(({ path }) => path)).toEqual(['set/1.wav']);
});

test('a file that may not be opened stays in the list and says so when read', async () => {
  const [only] = await filesFromDrop(dropOf(locked('set/1.wav')));
  await expect(only!.arrayBuffer()).rejects.toMatchObject({ code: 'file/unreadable', params: { file: 'set/1.wav' } });
});
