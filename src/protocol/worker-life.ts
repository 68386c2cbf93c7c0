/** What a worker posts once it holds the lock that tells the page that it lives. */
export const aliveMessage = 'stillhouse:alive';

/** Name of the Web Lock that a worker of this name holds for life. */
export function lockNameOf(workerName: string): string {
  return `stillhouse-worker-${workerName}`;
}
