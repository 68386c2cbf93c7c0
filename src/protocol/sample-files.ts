/** Folder of the origin's own file system with a file of samples for each import. */
export const SAMPLE_FOLDER = 'audio';

/** Name of the lock that is held, shared, by who needs such a file: one that is not kept and that nobody holds goes. */
export function sampleLock(fileName: string): string {
  return `stillhouse-audio/${fileName}`;
}
