type Tree = Map<string, Tree | File>;

/** The part of the origin's own file system that the storage uses, for Node, which has none. */
export class FakeFileSystem {
  readonly root: Tree = new Map();

  /** @param path with `/` between folders */
  write(path: string, bytes: number): void {
    const names = path.split('/');
    const name = names.pop()!;
    let folder = this.root;
    for (const part of names) {
      const inner = folder.get(part) ?? new Map<string, Tree | File>();
      folder.set(part, inner);
      folder = inner as Tree;
    }
    folder.set(name, new File([new Uint8Array(bytes)], name));
  }

  /** Paths of all files. */
  files(): string[] {
    return pathsIn(this.root, '');
  }

  get storage(): StorageManager {
    const { root } = this;
    const manager = {
      getDirectory: async () => handleOf('', root),
      persist: async () => true,
      estimate: async () => ({}),
    };
    return manager as unknown as StorageManager;
  }
}

function pathsIn(tree: Tree, before: string): string[] {
  return [...tree].flatMap(([name, item]) =>
    item instanceof File ? [before + name] : pathsIn(item, `${before}${name}/`),
  );
}

function handleOf(name: string, item: Tree | File): unknown {
  if (item instanceof File) return { kind: 'file', name, getFile: async () => item };
  const inner = async (child: string) => {
    const found = item.get(child);
    if (!found) throw new DOMException('', 'NotFoundError');
    return handleOf(child, found);
  };
  return {
    kind: 'directory',
    name,
    getFileHandle: inner,
    getDirectoryHandle: inner,
    keys: async function* () {
      yield* [...item.keys()];
    },
    values: async function* () {
      for (const [child, held] of [...item]) yield handleOf(child, held);
    },
    removeEntry: async (child: string) => void item.delete(child),
  };
}
