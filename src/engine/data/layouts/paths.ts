const AUDIO = /\.(wav|wave|flac|mp3|ogg|oga|opus|webm|aiff?|aifc|sph|nist|m4a|aac|mp4|raw)$/i;
/** Names that machines count with; no one says them. */
const IDENTIFIER = /^\d{3,}$/;

/** By its extension; what the file really holds shows when it is decoded. */
export function isAudioPath(path: string): boolean {
  return AUDIO.test(path);
}

/** The extension, lower case, without its dot; empty for none. */
export function extensionOf(path: string): string {
  return path.slice(endOfStem(path) + 1).toLowerCase();
}

/** The whole path without its extension, lower case: what a recording and the texts beside it share. */
export function barePath(path: string): string {
  return path.slice(0, endOfStem(path)).toLowerCase();
}

/** Where the dot of the extension stands; the end of the path where there is none. */
function endOfStem(path: string): number {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? dot : path.length;
}

/** The name of a file without its folders. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

interface Folder {
  /** Null above the top. */
  readonly path: string | null;
  readonly folders: readonly string[];
  readonly name: string;
}

/** Of the path last asked for: sorted paths mostly lie in the folder of the one before. */
let lastFolder: Folder = { path: null, folders: [], name: '' };

function folderOf(path: string): Folder {
  const end = path.lastIndexOf('/');
  const folder = end < 0 ? null : path.slice(0, end);
  if (folder === lastFolder.path) return lastFolder;
  const folders = folder === null ? [] : folder.split('/');
  lastFolder = { path: folder, folders, name: composed(folders.at(-1) ?? '') };
  return lastFolder;
}

/** Folders from the top to the one that holds the file. */
export function foldersOf(path: string): readonly string[] {
  return folderOf(path).folders;
}

/** Name of the folder that directly holds the file; empty for none. Composed (NFC), as some systems take names apart. */
export function folderNameOf(path: string): string {
  return folderOf(path).name;
}

/** The file's name without folders and extension, composed (NFC). */
export function stemOf(path: string): string {
  return composed(path.slice(path.lastIndexOf('/') + 1, endOfStem(path)));
}

function composed(name: string): string {
  return name.normalize('NFC').trim();
}

/** Folders that all paths share, from the top. */
export function commonFolders(paths: readonly string[]): readonly string[] {
  const [first = ''] = paths;
  let common = foldersOf(first);
  for (const path of paths) {
    const folders = foldersOf(path);
    if (folders === common) continue;
    const differs = common.findIndex((folder, depth) => folders[depth] !== folder);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common;
}

/** Whether a name is a number of three digits or more: an id of a person or a chapter rather than a word. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}
