import { StudioError } from '../engine/core/errors.ts';

/** A chosen or dropped file, read when asked for. */
export interface ImportFile {
  /** With folders, `/` between them: `yes/7_anna.wav`. */
  readonly path: string;
  readonly sizeBytes: number;
  /** @throws StudioError `file/unreadable` when it is gone or may not be read */
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
  /** Its bytes where they are wanted. @throws as {@link arrayBuffer} */
  readonly open: () => Promise<Blob>;
}

/** From an `<input type="file">`, also one that takes a folder. */
export function filesFromList(list: FileList): ImportFile[] {
  return Array.from(list, (file) => importFile(file.webkitRelativePath || file.name, file));
}

/**
 * From a drop, folders walked to the bottom, hidden ones left alone. Call it inside the event: browsers empty the transfer afterwards.
 * A file that cannot be opened is in the list all the same, so that it can be named.
 */
export async function filesFromDrop(transfer: DataTransfer): Promise<ImportFile[]> {
  const items = Array.from(transfer.items).filter((item) => item.kind === 'file');
  const dropped = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found: ImportFile[] = [];
  for (const one of dropped) {
    if (one instanceof File) found.push(importFile(one.name, one));
    else if (one) await walk(one, found);
  }
  return found;
}

/** Offers a text as a download. */
export function saveText(fileName: string, text: string, mimeType: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mimeType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download has taken hold of the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

async function walk(entry: FileSystemEntry, found: ImportFile[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)));
    found.push(file ? importFile(path, file) : unreadable(path));
  } else if (isDirectory(entry) && !entry.name.startsWith('.')) {
    for (const child of await childrenOf(entry)) await walk(child, found);
  }
}

/** A reader gives a hundred or so at a time, and an empty list at the end. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (batch.length === 0) return children;
    children.push(...batch);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function importFile(path: string, file: File): ImportFile {
  const arrayBuffer = () => file.arrayBuffer().catch((thrown: unknown) => fail(path, thrown));
  return { path, sizeBytes: file.size, arrayBuffer, open: async () => file };
}

function unreadable(path: string): ImportFile {
  const refuse = () => fail(path, 'no access');
  return { path, sizeBytes: 0, arrayBuffer: refuse, open: refuse };
}

async function fail(path: string, thrown: unknown): Promise<never> {
  throw new StudioError('file/unreadable', { file: path }, String(thrown));
}
