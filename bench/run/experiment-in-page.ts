import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { serve } from '../../scripts/serve.mjs';
import { startChromium } from '../seats/page-seats.ts';
import type { ExperimentId, ExperimentTime } from './experiment.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT_MS = 600_000;
const LOOK_EVERY_MS = 250;
const LONG_TASK_MS = 50;

/** What the page notes of itself; times since its navigation began. */
interface Notes {
  pressedMs: number | null;
  verdictMs: number | null;
  status: string;
  longTasks: { startMs: number; durationMs: number }[];
}

/**
 * Opens the built page in a browser of its own, presses Run as soon as that can be done and waits for the verdict.
 * @throws Error when the run failed or there was no verdict within ten minutes
 */
export async function runInPage(id: ExperimentId): Promise<ExperimentTime> {
  await ensureBuilt(root);
  const browser = await startChromium('if any');
  const server = await serve({ folder: `${root}dist`, port: 0 });
  const { port } = server.address() as AddressInfo;
  try {
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    // tsx names functions by a helper that the page has not.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(takeNotes);
    await page.goto(`http://localhost:${port}/?lang=en${id === 'default' ? '' : `#v=1&preset=${id}`}`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const notes = await waitForVerdict(page);
    const backend = await page.evaluate(() => {
      const state = JSON.parse(document.querySelector('#studio-state')?.textContent ?? '{}') as StateOnPage;
      return state.backend?.name ?? 'unknown';
    });
    const { pressedMs, verdictMs, longTasks } = notes;
    const whileTraining = longTasks.filter(
      ({ startMs, durationMs }) => durationMs > LONG_TASK_MS && startMs >= pressedMs! && startMs < verdictMs!,
    );
    return { totalMs: verdictMs!, backend, longTasksMs: whileTraining.map(({ durationMs }) => durationMs) };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

interface StateOnPage {
  readonly backend?: { readonly name: string };
}

async function waitForVerdict(page: Page): Promise<Notes> {
  const began = performance.now();
  for (;;) {
    const notes = await page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);
    if (notes.verdictMs !== null) return notes;
    if (notes.status === 'failed') throw new Error('the run in the page failed');
    if (performance.now() - began > TIMEOUT_MS) throw new Error('no verdict within ten minutes');
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
}

/** Runs in the page, before its own code. */
function takeNotes(): void {
  const notes: Notes = { pressedMs: null, verdictMs: null, status: '', longTasks: [] };
  Object.assign(globalThis, { notes });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      notes.longTasks.push({ startMs: startTime, durationMs: duration });
  }).observe({ entryTypes: ['longtask'] });
  addEventListener('click', () => (notes.pressedMs ??= performance.now()), { capture: true });

  const look = (script: Element): void => {
    const status = /^\{"status":"([a-z]+)"/.exec(script.textContent ?? '')?.[1] ?? '';
    if (status === notes.status) return;
    notes.status = status;
    // Shown with the frame after next: the first one may be under way already.
    if (status === 'finished')
      requestAnimationFrame(() => requestAnimationFrame(() => (notes.verdictMs = performance.now())));
  };
  addEventListener('DOMContentLoaded', () => {
    const observer = new MutationObserver(() => {
      const script = document.querySelector('#studio-state');
      if (!script) return;
      observer.disconnect();
      new MutationObserver(() => look(script)).observe(script, { childList: true, characterData: true, subtree: true });
      look(script);
    });
    observer.observe(document.body, { childList: true });
  });
}
