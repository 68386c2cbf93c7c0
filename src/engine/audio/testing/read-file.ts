import { readFileSync, readdirSync } from 'node:fs';

/** A file below this folder: `tones/mono.flac`. */
export function readTestFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./${path}`, import.meta.url)));
}

/** Files that other programs wrote, without the script that calls them. */
export function foreignFiles(): string[] {
  return readdirSync(new URL('./foreign/', import.meta.url)).filter((name) => !name.endsWith('.sh'));
}
