import { StudioError } from '../core/errors.ts';

/** A word or a phrase; a label as long as this is a sentence, or an attack. */
const MAX_LENGTH = 100;
/** What decoding leaves of bytes that are not in the encoding that was told, halves of characters, control characters. */
// eslint-disable-next-line no-control-regex
const BROKEN = /[\u0000-\u001f\u007f-\u009f\ufffd\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]/u;

/**
 * Refuses what cannot be shown or told apart as a label or the name of a speaker.
 * @throws StudioError `file/broken-name`, `file/label-too-long`
 */
export function checkLabel(text: string): void {
  if (BROKEN.test(text)) throw new StudioError('file/broken-name');
  if (text.length > MAX_LENGTH) throw new StudioError('file/label-too-long', { length: text.length, max: MAX_LENGTH });
}
