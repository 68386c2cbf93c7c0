/** Longer ones are of no use to anybody. */
const MAX_LENGTH = 1024;
// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The path of an entry inside its archive, in one form: `/` between folders, none empty or `.`, letters composed.
 * Null when it would lead out of the folder that it is unpacked into, or is no path.
 */
export function entryPath(name: string): string | null {
  if (name.length > MAX_LENGTH || name.includes('\0')) return null;
  const path = name.replaceAll('\\', '/').normalize('NFC');
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.includes('..')) return null;
  return parts.map(printable).join('/');
}

/** A name that can be shown in a page or a terminal, whatever it says. */
export function printable(name: string): string {
  return name.slice(0, MAX_LENGTH).replace(CONTROL, '\ufffd');
}
