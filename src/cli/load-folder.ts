export async function loadFolder(path: string): Promise<never> {
  throw new Error(path);
}
