/** How many letters wide a word is set: a character of Chinese takes two. */
export function lettersOf(word: string): number {
  return [...word].reduce((sum, letter) => sum + (/[\u1100-\uffdc]/u.test(letter) ? 2 : 1), 0);
}
