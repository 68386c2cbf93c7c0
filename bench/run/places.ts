import type { Browser } from '@playwright/test';
import type { BackendFacts } from '../contestants/contestant.ts';
import type { BenchOptions, LibraryId, PlaceId } from '../options.ts';
import type { Where } from '../report/schema.ts';
import { PageSeats, startChromium } from '../seats/page-seats.ts';
import { startNodeSeat, startPythonSeat } from '../seats/process-seat.ts';
import type { Seat } from '../seats/seat.ts';
import { versionOf } from './machine.ts';
import { reasonOf } from './reason.ts';
import { findPython, type Python } from './python.ts';

const DESCRIBE_TIMEOUT_MS = 60_000;

const children: Readonly<Record<Exclude<LibraryId, 'pytorch'>, URL>> = {
  ours: new URL('../node/ours.child.ts', import.meta.url),
  tfjs: new URL('../node/tfjs.child.ts', import.meta.url),
  'tf.layers': new URL('../node/layers.child.ts', import.meta.url),
  'jax-js': new URL('../node/jax.child.ts', import.meta.url),
};

/** Where contestants can run on this machine, and what there is. */
export class Places {
  private constructor(
    readonly browser: Browser | null,
    private readonly page: PageSeats | null,
    /** Why there is no Chromium although it was asked for. */
    readonly chromiumProblem: string | null,
    readonly python: Python | null,
    /** Stillhouse's backends by place. */
    readonly backends: ReadonlyMap<PlaceId, readonly BackendFacts[]>,
  ) {}

  static async open({ where, who }: BenchOptions, tell: (line: string) => void): Promise<Places> {
    const python = who.includes('pytorch') ? findPython() : null;
    let browser: Browser | null = null;
    let page: PageSeats | null = null;
    let chromiumProblem: string | null = null;
    if (where.includes('chromium')) {
      try {
        browser = await startChromium('always');
        tell('Building the page of the benchmark...');
        page = await PageSeats.open(browser);
      } catch (thrown) {
        chromiumProblem = reasonOf(thrown);
        tell(`without Chromium: ${chromiumProblem}`);
      }
    }
    const backends = new Map<PlaceId, readonly BackendFacts[]>();
    const places = new Places(browser, page, chromiumProblem, python, backends);
    for (const place of where) {
      if (place === 'chromium' && !page) continue;
      const seat = await places.start('ours', place, 1);
      backends.set(place, (await seat.ask('describe', null, DESCRIBE_TIMEOUT_MS)) as BackendFacts[]);
      await seat.close();
    }
    return places;
  }

  /**
   * A fresh worker or process.
   * @throws Error with the reason where there is none
   */
  async start(library: LibraryId, where: Where, threads: number | null): Promise<Seat> {
    if (library === 'jax-js' && versionOf('@jax-js/jax') === null) throw new Error('not installed');
    if (library === 'pytorch') {
      if (!this.python) throw new Error('no python with torch here');
      return startPythonSeat(this.python.file, threads ?? 1);
    }
    if (where === 'chromium') {
      if (!this.page) throw new Error(this.chromiumProblem ?? 'Chromium was not asked for');
      return this.page.start(library);
    }
    return startNodeSeat(children[library]);
  }

  async close(): Promise<void> {
    await this.browser?.close();
    await this.page?.stopServing();
  }
}
