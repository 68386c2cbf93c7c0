import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from '@playwright/test';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { serve } from '../../scripts/serve.mjs';
import { startChromium } from '../seats/page-seats.ts';
import { CoreWitnesses, stoodStretches } from './core-witnesses.ts';
import type { ExperimentId, ExperimentTime } from './experiment.ts';
import { StolenTime } from './stolen-time.ts';
import { summaryOfTasks, taskCategories, tasksOf } from './page-tasks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT_MS = 600_000;
const LOOK_EVERY_MS = 250;
/** Between pressing a button and letting it go. */
const PRESS_MS = 80;

/** What the page notes of itself; milliseconds since its navigation began. */
interface Notes {
  pressed: boolean;
  verdictMs: number | null;
  status: string;
}

/**
 * Opens the built page in a browser of its own, presses Run as soon as that can be done and waits for the verdict.
 * @throws Error when the run failed or stopped, or there was no verdict within ten minutes
 */
export async function runInPage(id: ExperimentId): Promise<ExperimentTime> {
  await ensureBuilt(root);
  const browser = await startChromium('if any');
  const server = await serve({ folder: `${root}dist`, port: 0 });
  const { port } = server.address() as AddressInfo;
  const stolenTime = new StolenTime();
  const witnesses = new CoreWitnesses();
  try {
    const context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    // tsx names functions by a helper that the page has not.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(takeNotes);
    await browser.startTracing(page, { categories: taskCategories });
    await page.goto(`http://localhost:${port}/?lang=en${id === 'default' ? '' : `#v=1&preset=${id}`}`);
    witnesses.watch(await pageThreads(browser));
    await press(page.getByRole('button', { name: 'Run', exact: true }));
    const totalMs = await waitForVerdict(page);
    const trace = await browser.stopTracing();
    const backend = await page.evaluate(() => {
      const state = JSON.parse(document.querySelector('#studio-state')?.textContent ?? '{}') as StateOnPage;
      return state.backend?.name ?? 'unknown';
    });
    const { threadId, tasks: all } = tasksOf(trace.toString(), 'pressed', 'verdict');
    const tasks = summaryOfTasks(all, stolenTime.end(), stoodStretches(witnesses.end(), threadId));
    return { totalMs, backend, tasks };
  } finally {
    stolenTime.stop();
    witnesses.stop();
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** The threads of pages: on Linux a process and its first thread have the same id. */
async function pageThreads(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** As a hand does it: all at once, by a program, it would be one task of the page. */
async function press(button: Locator): Promise<void> {
  await button.hover();
  await button.click({ delay: PRESS_MS });
}

interface StateOnPage {
  readonly backend?: { readonly name: string };
}

/** @returns milliseconds since the page's navigation began */
async function waitForVerdict(page: Page): Promise<number> {
  const began = performance.now();
  for (;;) {
    const notes = await page.evaluate(() => (globalThis as unknown as { notes: Notes }).notes);
    if (notes.verdictMs !== null) return notes.verdictMs;
    if (notes.status === 'failed' || notes.status === 'stopped') throw new Error(`the run in the page ${notes.status}`);
    if (performance.now() - began > TIMEOUT_MS) throw new Error('no verdict within ten minutes');
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
}

/** Runs in the page, before its own code. */
function takeNotes(): void {
  const notes: Notes = { pressed: false, verdictMs: null, status: '' };
  Object.assign(globalThis, { notes });
  const press = (): void => {
    if (!notes.pressed) performance.mark('pressed');
    notes.pressed = true;
  };
  addEventListener('pointerdown', press, { capture: true });
  const showVerdict = (): void => {
    notes.verdictMs = performance.now();
    performance.mark('verdict');
  };

  const look = (script: Element): void => {
    const status = /^\{"status":"([a-z]+)"/.exec(script.textContent ?? '')?.[1] ?? '';
    if (status === notes.status) return;
    notes.status = status;
    // Shown with the frame after next: the first one may be under way already.
    if (status === 'finished') requestAnimationFrame(() => requestAnimationFrame(showVerdict));
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
