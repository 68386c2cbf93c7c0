/** What is used of the package `webgpu`: Dawn, as Chromium has it. */
interface Dawn {
  create(options: string[]): unknown;
  readonly globals: object;
}

/** A module without exports, imported for what it does before the others look for a GPU. */
export {};

/** Any GPU whose driver is found; `VK_ICD_FILENAMES` names another, that of a software GPU say. */
const dawn: Dawn | null = await import('webgpu').catch(() => null);
if (dawn) {
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  // Node has no navigator before version 21.
  if ('navigator' in globalThis) Object.defineProperty(navigator, 'gpu', { value: gpu });
  else Object.assign(globalThis, { navigator: { gpu } });
}
