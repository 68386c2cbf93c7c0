const AUDIO = /\.(wav|wave|flac|mp3|ogg|oga|opus|webm|aiff?|aifc|sph|nist|m4a|aac|mp4|raw)$/i;
/** Names that machines count with; no one says them. */
const IDENTIFIER = /^\d{3,}$/;

/** By its extension; what the file really holds shows when it is decoded. */
export function isAudioPath(path: string): boolean {
  return AUDIO.test(path);
}

/** The extension, lower case, without its dot; empty for none. */
export function extensionOf(path: string): string {
  return /\.([^./]*)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** The whole path without its extension, lower case: what a recording and the texts beside it share. */
export function barePath(path: string): string {
  return path.replace(/\.[^./]*$/, '').toLowerCase();
}

/** The name of a file without its folders. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Folders from the top to the one that holds the file. */
export function foldersOf(path: string): string[] {
  return path.split('/').slice(0, -1);
}

/** Name of the folder that directly holds the file; empty for none. Composed (NFC), as some systems take names apart. */
export function folderNameOf(path: string): string {
  return (foldersOf(path).at(-1) ?? '').normalize('NFC').trim();
}

/** The file's name without folders and extension, composed (NFC). */
export function stemOf(path: string): string {
  return nameOf(path)
    .replace(/\.[^.]*$/, '')
    .normalize('NFC')
    .trim();
}

/** Folders that all paths share, from the top. */
export function commonFolders(paths: readonly string[]): string[] {
  const [first, ...rest] = paths.map(foldersOf);
  if (!first) return [];
  const differs = first.findIndex((folder, depth) => rest.some((folders) => folders[depth] !== folder));
  return differs < 0 ? first : first.slice(0, differs);
}

/** Whether a name is a number of three digits or more: an id of a person or a chapter rather than a word. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}
