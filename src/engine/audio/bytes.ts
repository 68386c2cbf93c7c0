import { StudioError } from '../core/errors.ts';

/** A view on the same memory, for numbers wider than a byte. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether the mark, one byte a character, stands at this place. */
export function hasMark(bytes: Uint8Array, at: number, mark: string): boolean {
  for (let i = 0; i < mark.length; i++) if (bytes[at + i] !== mark.charCodeAt(i)) return false;
  return true;
}

/** Bytes as characters of the same numbers (Latin-1): for marks and the text of headers. */
export function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** `file/truncated`: of bytes, or of what is counted in the file. */
export function truncated(declared: number, present: number): StudioError {
  return new StudioError('file/truncated', { declared, present });
}

/** `file/corrupt` with a word for developers. */
export function corrupt(detail: string): StudioError {
  return new StudioError('file/corrupt', { detail });
}
