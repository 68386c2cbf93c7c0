import type { Browser, Page } from '@playwright/test';

/** A task of the page's own thread. */
export interface PageTask {
  /** What it took of a core: unlike the time on the wall, not what others on the machine took meanwhile. */
  readonly cpuMs: number;
  readonly wallMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const MARK = 'tasks of this page';
const CATEGORIES = ['blink.user_timing', 'disabled-by-default-devtools.timeline'];

/** Records from now on every task of the page's thread. One page of a browser at a time. */
export async function recordTasks(browser: Browser, page: Page): Promise<{ end(): Promise<readonly PageTask[]> }> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await page.evaluate((mark) => performance.mark(mark), MARK);
  return {
    async end() {
      const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
      const mark = traceEvents.find(({ name }) => name === MARK);
      if (!mark) throw new Error('the trace does not know the page');
      return (
        traceEvents
          .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && pid === mark.pid && tid === mark.tid)
          // While tracing starts, the page may still be opening.
          .filter(({ ts }) => ts >= mark.ts)
          .map(({ dur = 0, tdur = 0 }) => ({ cpuMs: tdur / 1000, wallMs: dur / 1000 }))
      );
    },
  };
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
