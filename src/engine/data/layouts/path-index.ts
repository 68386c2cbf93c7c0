/** Finds the files that lists name: lists are written on other machines, in other folders, by other systems. */
export class PathIndex {
  private readonly byPath = new Map<string, string>();
  private readonly paths: readonly string[];
  private names: Map<string, string[]> | null = null;

  /** @param paths the only ones that can ever be found */
  constructor(paths: readonly string[]) {
    this.paths = paths;
    for (const path of paths) this.byPath.set(partsOf(path).join('/'), path);
  }

  /**
   * The file that a list means: below the list's folder or one above it, else the only one that ends like what is
   * written, with or without its extension.
   * @param from folders of the list
   * @returns null for none, for several, and for what `../` would lead out of the dataset
   */
  find(reference: string, from: readonly string[]): string | null {
    const written = partsOf(reference);
    const base = partsOf(from.join('/'));
    const steps = written.findIndex((part) => part !== '..');
    const up = steps < 0 ? written.length : steps;
    const rest = written.slice(up);
    if (up > base.length || rest.length === 0 || rest.includes('..')) return null;
    for (let depth = base.length - up; depth >= 0; depth--) {
      const found = this.byPath.get([...base.slice(0, depth), ...rest].join('/'));
      if (found !== undefined) return found;
    }
    return this.endingLike(rest);
  }

  /** By the name alone; made when a list first names a file by less than its path. */
  private byName(): ReadonlyMap<string, readonly string[]> {
    if (this.names) return this.names;
    const names = new Map<string, string[]>();
    for (const path of this.paths)
      for (const name of namesOf(partsOf(path))) {
        const others = names.get(name);
        if (others) others.push(path);
        else names.set(name, [path]);
      }
    return (this.names = names);
  }

  private endingLike(written: readonly string[]): string | null {
    let best: string[] = [];
    let longest = 0;
    for (const path of this.byName().get(written.at(-1)!) ?? []) {
      const common = commonEnd(partsOf(path), written);
      if (common > longest) [best, longest] = [[path], common];
      else if (common === longest) best.push(path);
    }
    return best.length === 1 ? best[0]! : null;
  }
}

/** Parts of a path, whatever system wrote it; compared without regard to case and to how letters are composed. */
function partsOf(path: string): string[] {
  return path
    .normalize('NFC')
    .toLowerCase()
    .split(/[/\\]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.');
}

/** The name, and without its extension. */
function namesOf(parts: readonly string[]): string[] {
  const name = parts.at(-1) ?? '';
  const bare = withoutExtension(name);
  return bare === name ? [name] : [name, bare];
}

function withoutExtension(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/, '');
}

/** Equal parts from the end; the last may differ by the extension that is not written. */
function commonEnd(path: readonly string[], written: readonly string[]): number {
  let common = 1;
  while (common < Math.min(path.length, written.length) && path.at(-1 - common) === written.at(-1 - common)) common++;
  return common;
}
