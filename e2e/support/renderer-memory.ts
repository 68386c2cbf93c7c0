import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';

/** Most bytes that any page's process of a browser had in memory since it began, with all workers of the page; on Linux. */
export async function peakRendererBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  const peaks = await Promise.all(
    pages.map(async ({ id }) => {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      return 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    }),
  );
  return Math.max(0, ...peaks);
}

/** Bytes in use by the page and its workers now: what the browser itself counts. */
export async function pageBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const measuring = performance as Performance & {
      measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }>;
    };
    return (await measuring.measureUserAgentSpecificMemory()).bytes;
  });
}
