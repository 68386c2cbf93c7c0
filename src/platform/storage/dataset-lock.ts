/**
 * While a tab uses a dataset, or may still undo that it removed it, it holds a shared lock named after it. What is
 * removed is deleted only when no tab holds that. The browser frees a lock when its tab closes or crashes.
 */
const PREFIX = 'stillhouse-dataset/';

/** @returns lets go */
export function holdDataset(fingerprint: string, locks: LockManager): () => void {
  return holdShared(PREFIX + fingerprint, locks);
}

/** Holds a lock that others may hold as well. @returns lets go */
export function holdShared(name: string, locks: LockManager): () => void {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  void locks.request(name, { mode: 'shared' }, () => released).catch(() => undefined);
  return release;
}

/** Does the work while no tab needs the dataset; not at all when one does. */
export async function whenNobodyNeeds(
  fingerprint: string,
  work: () => Promise<void>,
  locks: LockManager,
): Promise<void> {
  await locks.request(PREFIX + fingerprint, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}
