interface Transaction {
  readonly done: Promise<void>;
  abort(): void;
}

/**
 * Does work in a transaction and waits until it is on the disk; nothing of it is, when any of it fails. Rejects with
 * what failed first.
 */
export async function whole<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    await transaction.done;
    return result;
  } catch (thrown) {
    transaction.done.catch(() => undefined);
    try {
      transaction.abort();
    } catch {
      // It ended by itself, and tells why.
      await transaction.done;
    }
    throw thrown;
  }
}
