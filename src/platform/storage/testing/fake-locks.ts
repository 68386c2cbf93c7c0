/** The part of the Web Locks API that the storage uses, for Node, which has none: none is ever waited for. */
export function fakeLocks(): LockManager {
  const held: Lock[] = [];
  const manager = {
    async request(name: string, options: LockOptions, callback: (lock: Lock | null) => unknown) {
      const { mode = 'exclusive' } = options;
      const others = held.filter((lock) => lock.name === name);
      if (others.some((lock) => mode === 'exclusive' || lock.mode === 'exclusive')) return callback(null);
      const lock: Lock = { name, mode };
      held.push(lock);
      try {
        return await callback(lock);
      } finally {
        held.splice(held.indexOf(lock), 1);
      }
    },
    async query(): Promise<LockManagerSnapshot> {
      return { held: held.map(({ name, mode }) => ({ name, mode, clientId: 'this' })), pending: [] };
    },
  };
  return manager as unknown as LockManager;
}
