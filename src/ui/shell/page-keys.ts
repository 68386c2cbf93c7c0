/** What takes keys itself; a space there belongs to it. One that is chosen already does nothing with it. */
const TAKES_SPACE =
  'a[href], button, input:not([type="radio"]:checked), select, textarea, summary, [role="slider"], [contenteditable="true"], table';
const TAKES_LETTERS =
  'input:not([type="range"], [type="radio"], [type="checkbox"]), select, textarea, [role="listbox"], [contenteditable="true"]';

/**
 * The key that a person pressed for the page, lower case, wherever the focus is; null where it has a meaning of its own,
 * or was only held.
 */
export function keyForPage(event: KeyboardEvent): string | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  const key = event.key.toLowerCase();
  const { target } = event;
  return target instanceof Element && target.closest(key === ' ' ? TAKES_SPACE : TAKES_LETTERS) ? null : key;
}
