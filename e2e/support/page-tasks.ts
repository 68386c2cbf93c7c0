import type { Browser, Page } from '@playwright/test';
import { taskCategories, tasksOf, type PageTask } from '../../bench/run/page-tasks.ts';

const MARK = 'tasks of this page';

/** Records from now on every task of the page's thread. One page of a browser at a time. */
export async function recordTasks(browser: Browser, page: Page): Promise<{ end(): Promise<readonly PageTask[]> }> {
  await browser.startTracing(page, { categories: taskCategories });
  await page.evaluate((mark) => performance.mark(mark), MARK);
  return { end: async () => tasksOf((await browser.stopTracing()).toString(), MARK).tasks };
}

export interface Drawings {
  /** Charts and matrices that were drawn, by their names. */
  readonly drawn: readonly string[];
  /** Those that were drawn in one task together. */
  readonly together: readonly (readonly string[])[];
}

/** Call before the page is opened: notes which charts and matrices change in which task. */
export async function watchDrawings(page: Page): Promise<{ sofar(): Promise<Drawings> }> {
  await page.addInitScript(() => {
    const drawn = new Set<string>();
    const together: string[][] = [];
    Object.assign(globalThis, { drawings: () => ({ drawn: [...drawn], together }) });
    // Told at the end of the task that made the changes.
    new MutationObserver((changes) => {
      const names = new Set<string>();
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const title = element?.closest('.chart-body, .matrix-frame')?.parentElement?.querySelector('h2, h3');
        // A matrix has a name for those who hear it before the one that is seen.
        if (title) names.add((title.querySelector('.hidden-visually') ?? title).textContent);
      }
      for (const name of names) drawn.add(name);
      if (names.size > 1) together.push([...names]);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  return { sofar: () => page.evaluate(() => (globalThis as unknown as { drawings(): Drawings }).drawings()) };
}
