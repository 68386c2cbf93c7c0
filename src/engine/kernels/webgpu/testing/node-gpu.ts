import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, globals } from 'webgpu';

/** Of the software driver that comes with every Chromium. */
const DRIVER = 'vk_swiftshader_icd.json';
const FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * Gives Node a WebGPU, by the package `webgpu`: once, before anything asks for an adapter. On Linux it is the software
 * driver of the Chromium at hand, unless `VK_ICD_FILENAMES` names another.
 */
export function provideGpu(): void {
  if ('GPUBufferUsage' in globalThis) return;
  if (process.platform === 'linux') process.env['VK_ICD_FILENAMES'] ??= softwareDriver() ?? '';
  Object.assign(globalThis, globals);
  const gpu = create([]);
  // Node has no navigator before version 21.
  if ('navigator' in globalThis) Object.defineProperty(navigator, 'gpu', { value: gpu });
  else Object.assign(globalThis, { navigator: { gpu } });
}

function softwareDriver(): string | undefined {
  const chromium = process.env['CHROMIUM_PATH'];
  const folders = chromium && existsSync(chromium) ? [dirname(realpathSync(chromium)), ...FOLDERS] : FOLDERS;
  return folders.map((folder) => join(folder, DRIVER)).find((path) => existsSync(path));
}
