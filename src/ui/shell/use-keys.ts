import { useEffect } from 'react';
import { commands } from '../../state/commands.ts';
import type { Studio } from '../../state/studio.ts';

/** What takes keys itself; a space there belongs to it. */
const TAKES_SPACE =
  'a[href], button, input, select, textarea, summary, [role="slider"], [contenteditable="true"], table';
const TAKES_LETTERS = 'input:not([type="range"]), select, textarea, [role="listbox"], [contenteditable="true"]';

/** Commands by key, wherever the focus is, except where the key has a meaning of its own. */
export function useKeys(studio: Studio): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const key = event.key.toLowerCase();
      const { target } = event;
      if (target instanceof Element && target.closest(key === ' ' ? TAKES_SPACE : TAKES_LETTERS)) return;
      if (document.querySelector('[role="dialog"]')) return;
      const command = commands.find((one) => one.keys.includes(key) && one.enabled(studio));
      if (!command) return;
      event.preventDefault();
      void command.run(studio);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [studio]);
}
