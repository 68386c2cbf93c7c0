import { useEffect } from 'react';
import { commands } from '../../state/commands.ts';
import type { Studio } from '../../state/studio.ts';
import { keyForPage } from './page-keys.ts';
import { press } from './press.ts';

/** Commands by key, wherever the focus is, except where the key has a meaning of its own. */
export function useKeys(studio: Studio): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyForPage(event);
      if (key === null || document.querySelector('[role="dialog"]')) return;
      const command = commands.find((one) => one.keys.includes(key) && one.enabled(studio));
      if (!command) return;
      event.preventDefault();
      void press(command, studio);
    };
    // On its way down: a component keeps keys to itself that mean nothing to it.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [studio]);
}
