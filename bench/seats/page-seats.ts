import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { ensureChromium } from '../../scripts/lib/chromium.mjs';
import { gpuArguments, usesOwnGpu } from '../../scripts/lib/gpu-arguments.mjs';
import { runCommand } from '../../scripts/lib/run-command.mjs';
import type { BenchPage } from './bench-page.ts';
import type { Seat } from './seat.ts';
import { serveIsolated, type Served } from './serve-isolated.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const builtPage = fileURLToPath(new URL('../../.cache/bench-page', import.meta.url));

const always = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'];

/**
 * Starts a headless Chromium.
 * @param gpu `always` is for the backends that need one, made of software where there is no other; `if any` is the browser
 * of a machine as it is: a GPU of software would draw the whole page, which takes half a core from what is measured
 * @throws Error with a sentence where there is none
 */
export async function startChromium(gpu: 'always' | 'if any'): Promise<Browser> {
  const executablePath = await ensureChromium(root);
  const { chromium } = await import('@playwright/test');
  const args = gpu === 'always' || usesOwnGpu ? gpuArguments : ['--disable-gpu'];
  return chromium.launch({ executablePath, args: [...always, ...args] });
}

/** The page of the benchmark, open and isolated, in which contestants get workers of their own. */
export class PageSeats {
  private constructor(
    private readonly page: Page,
    private readonly server: Served,
  ) {}

  static async open(browser: Browser): Promise<PageSeats> {
    // In a process of its own, which leaves no memory and no threads behind.
    const build = [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', 'bench/vite.config.ts'];
    const { code } = await runCommand(process.execPath, [...build, '--logLevel', 'error'], { cwd: root });
    if (code !== 0) throw new Error('the page of the benchmark could not be built');
    const server = await serveIsolated(builtPage);
    const page = await browser.newPage();
    await page.goto(server.address);
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('the page of the benchmark is not isolated');
    return new PageSeats(page, server);
  }

  /** A fresh worker. @param library which of the page's workers */
  async start(library: string): Promise<Seat> {
    const { page } = this;
    const seat = await page.evaluate((library) => bench.open(library), library);
    const close = (): Promise<void> => page.evaluate((seat) => bench.close(seat), seat);
    return {
      async ask(call, argument, timeoutMs) {
        const answer = page.evaluate(([seat, call, argument]) => bench.ask(seat, call, argument), [
          seat,
          call,
          argument,
        ] as const);
        let timer: ReturnType<typeof setTimeout> | undefined;
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => {
            void close();
            reject(new Error(`no answer within ${Math.round(timeoutMs / 1000)} s`));
          }, timeoutMs);
        });
        try {
          const { value, error } = await Promise.race([answer, late]);
          if (error !== undefined) throw new Error(error);
          return value;
        } finally {
          clearTimeout(timer);
        }
      },
      close,
    };
  }

  /** When the browser is closed. */
  async stopServing(): Promise<void> {
    await this.server.close();
  }
}

declare const bench: BenchPage;
