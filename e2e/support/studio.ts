import { readdir, stat } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import type { StudioState } from '../../src/state/studio-state.ts';

/** The backend for machines without a GPU: the one that journeys run on. */
export const CPU = 'simd';

export interface OpenOptions {
  readonly lang?: 'en' | 'zh-CN';
  /** `?backend=`; without it the page chooses. */
  readonly backend?: string;
  /** The fragment of a link, without `#`. */
  readonly link?: string;
}

/** A run that is over within seconds: clips enough for every split, few steps. */
export const SHORT_RUN = 'v=1&preset=few-labels&limits.maxClips=200&limits.maxSteps=30';
/** Enough to see that a backend trains. */
export const FEW_STEPS = 'v=1&preset=few-labels&limits.maxClips=120&limits.maxSteps=3';
/** Long enough to press buttons in, short enough to end within a test. */
export const LONGER_RUN = 'v=1&preset=few-labels&limits.maxClips=200&limits.maxSteps=1000';

/** Stillhouse as its user sees it. */
export class Studio {
  constructor(readonly page: Page) {}

  async open({ lang = 'en', backend, link }: OpenOptions = {}): Promise<void> {
    const query = new URLSearchParams({ lang, ...(backend && { backend }) });
    await this.page.goto(`/?${query.toString()}${link === undefined ? '' : `#${link}`}`);
    await expect(this.button('Run')).toBeEnabled({ timeout: 20_000 });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  region(name: string | RegExp): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  async run(): Promise<void> {
    await this.button('Run').click();
  }

  async pause(): Promise<void> {
    await this.button('Pause').click();
    await this.reaches('paused');
  }

  async step(): Promise<void> {
    await this.button('Step').click();
  }

  async stop(): Promise<void> {
    await this.button('Stop').click();
  }

  /** What the page tells automation, from `#studio-state`. */
  async state(): Promise<StudioState> {
    const text = await this.page.locator('#studio-state').textContent();
    return JSON.parse(text ?? '') as StudioState;
  }

  /** Waits until the run has the given status; a run that failed fails at once, with its error. */
  async reaches(status: StudioState['status'], timeout = 60_000): Promise<StudioState> {
    let state = await this.state();
    await expect
      .poll(
        async () => {
          state = await this.state();
          const failure = state.status === 'failed' && 'error' in state ? JSON.stringify(state.error) : '';
          return status !== 'failed' && failure ? `failed: ${failure}` : state.status;
        },
        { timeout, intervals: [100, 250, 500] },
      )
      .toMatch(status === 'failed' ? /^failed/ : new RegExp(`^(${status}|failed: )`));
    expect(state.status, 'error' in state ? JSON.stringify(state.error) : '').toBe(status);
    return state;
  }

  /** The last step that the page tells of, over all points of a training's curves. */
  async lastStep(trainingId: string): Promise<number> {
    const { curves } = await this.state();
    return Math.max(0, ...curves.filter(({ model }) => model === trainingId).map(({ step }) => step));
  }

  /** Drops real files and folders from the disk onto the page, as a person drags them from a file manager. */
  async drop(...paths: string[]): Promise<void> {
    const { width, height } = this.page.viewportSize()!;
    const session = await this.page.context().newCDPSession(this.page);
    const at = { x: width / 2, y: height / 2, data: { items: [], files: paths, dragOperationsMask: 1 } };
    const send = (type: 'dragEnter' | 'dragOver' | 'drop') => session.send('Input.dispatchDragEvent', { type, ...at });
    await send('dragEnter');
    await expect(this.page.locator('.drop-zone')).toBeVisible();
    // The page accepts while files hover over it: what is let go of before it has said so is not dropped.
    await expect
      .poll(
        async () => {
          await send('dragOver');
          await send('drop');
          const accepted = await this.page.locator('.drop-zone').isHidden();
          if (!accepted) await send('dragEnter');
          return accepted;
        },
        { intervals: [50, 100, 250] },
      )
      .toBe(true);
    await session.detach();
  }
}

/** Number of files below a folder. */
export async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true });
  const stats = await Promise.all(entries.map((entry) => stat(`${folder}/${entry}`)));
  return stats.filter((entry) => entry.isFile()).length;
}
