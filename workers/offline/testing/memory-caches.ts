/** Cache storage as far as a kept page needs it, in memory. @param onPut may throw, as a full disk does */
export function memoryCaches(onPut: (address: string) => void = () => undefined): CacheStorage {
  const caches = new Map<string, Map<string, Response>>();
  const open = async (name: string) => {
    const entries = caches.get(name) ?? new Map<string, Response>();
    caches.set(name, entries);
    return {
      keys: async () => [...entries.keys()].map((url) => ({ url })),
      match: async (address: string) => entries.get(address)?.clone(),
      put: async (address: string, response: Response) => {
        onPut(address);
        entries.set(address, response);
      },
    };
  };
  const storage = {
    open,
    keys: async () => [...caches.keys()],
    delete: async (name: string) => caches.delete(name),
  };
  return storage as unknown as CacheStorage;
}
