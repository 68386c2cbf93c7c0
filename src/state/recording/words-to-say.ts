/** Between words: commas and semicolons of any script, and line ends. Spaces belong to a phrase. */
const BETWEEN = /[,;，；、،؛\n\r\t]+/u;
/** Never part of a word, and able to hide or turn what is around them. */
// eslint-disable-next-line no-control-regex
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffd]|[\ud800-\udfff]/gu;
/** What is longer is no word. */
const MAX_LETTERS = 40;
const MAX_WORDS = 100;

/** The words in what a person typed, each once, in any script. */
export function wordsToSay(typed: string): string[] {
  const words = typed.split(BETWEEN).map((word) => cleanName(word));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, MAX_WORDS);
}

/** A word or a name as it is kept: composed, without what cannot be seen, and not longer than a word. */
export function cleanName(typed: string): string {
  const text = typed.normalize('NFC').replace(UNSHOWN, '').replace(/\s+/gu, ' ').trim();
  return [...text].slice(0, MAX_LETTERS).join('').trim();
}
