import type { Page } from '@playwright/test';

/** Tasks of the page's own thread over 50 ms, in milliseconds, from the moment it was opened. */
export interface LongTasks {
  durationsMs(): Promise<readonly number[]>;
}

/** Call before the page is opened. */
export async function watchLongTasks(page: Page): Promise<LongTasks> {
  await page.addInitScript(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { longTasksMs: seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.push(Math.round(duration));
    }).observe({ entryTypes: ['longtask'] });
  });
  return {
    durationsMs: () => page.evaluate(() => (globalThis as unknown as { longTasksMs: readonly number[] }).longTasksMs),
  };
}
