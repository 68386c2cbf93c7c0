import { StudioError } from './errors.ts';

/** A fixed, ordered catalogue of plug-ins by id. */
export interface Registry<T extends { readonly id: string }> {
  readonly all: readonly T[];
  has(id: string): boolean;
  /** @throws StudioError `experiment/invalid` when there is no such plug-in. */
  get(id: string): T;
}

export function createRegistry<T extends { readonly id: string }>(kind: string, all: readonly T[]): Registry<T> {
  const byId = new Map(all.map((item) => [item.id, item]));
  if (byId.size !== all.length) throw new Error(`two ${kind} plug-ins share an id`);
  return {
    all,
    has: (id) => byId.has(id),
    get(id) {
      const found = byId.get(id);
      if (!found) throw new StudioError('experiment/invalid', { field: kind, value: id });
      return found;
    },
  };
}
