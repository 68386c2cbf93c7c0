import type { Page } from '@playwright/test';

/** Call before the page is opened: counts what a person presses, with a pointer or a key. */
export async function countPresses(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    let presses = 0;
    for (const type of ['pointerdown', 'keydown']) addEventListener(type, () => presses++, { capture: true });
    Object.assign(globalThis, { presses: () => presses });
  });
  return () => page.evaluate(() => (globalThis as unknown as { presses(): number }).presses());
}
