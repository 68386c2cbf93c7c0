/** The part of the Web Locks API that the storage uses, for Node, which has none: exclusive locks, `ifAvailable`. */
export function fakeLocks(): LockManager {
  const held = new Set<string>();
  const manager = {
    async request(name: string, _options: LockOptions, callback: (lock: Lock | null) => unknown) {
      if (held.has(name)) return callback(null);
      held.add(name);
      try {
        return await callback({ name, mode: 'exclusive' });
      } finally {
        held.delete(name);
      }
    },
    async query(): Promise<LockManagerSnapshot> {
      return { held: [...held].map((name) => ({ name, mode: 'exclusive', clientId: 'this' })), pending: [] };
    },
  };
  return manager as unknown as LockManager;
}
