import { StudioError } from '../../engine/core/errors.ts';
import type { KeepFailure, OfflineCommand, OfflineReply } from '../../protocol/offline.ts';

/** So long the page has had nothing to do before it is kept: whoever opened it comes first. */
const CALM_MS = 3000;
/** Another tab trains. */
const OTHERS_MS = 30_000;

/** Keeps the page itself in this browser by its service worker, so that it opens without a server. */
export class PageKeeper {
  private registration: ServiceWorkerRegistration | null = null;
  private isBusy = false;
  private calm = () => undefined as void;
  private readonly listeners = new Set<() => void>();

  /**
   * @param address of the service worker
   * @param entry address of the script that this page runs on
   */
  constructor(
    private readonly address: string,
    private readonly entry: string,
  ) {}

  /** While a run is under way nothing is fetched. */
  setBusy(busy: boolean): void {
    this.isBusy = busy;
    if (!busy) this.calm();
  }

  /** Another build than this page's is there, whole. @returns takes the listener off again */
  onNewVersion(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Resolves when all of the page is there: that may be long after, for it waits for the page to be idle.
   * @returns how much it takes of the disk
   * @throws StudioError `offline/...`
   */
  async keep(): Promise<number> {
    for (let waitMs = CALM_MS; ; waitMs = OTHERS_MS) {
      await this.untilCalm(waitMs);
      const reply = await ask(await this.worker(), { type: 'keep', entry: this.entry });
      if (reply.type === 'kept') {
        if (!reply.isOfPage) this.tell();
        return reply.bytes;
      }
      if (reply.type === 'failed' && reply.reason !== 'busy') throw new StudioError(errorOf[reply.reason]);
    }
  }

  /** Opens the page anew with the build that is ready. @returns false while other tabs are open: they are of this one */
  async renew(): Promise<boolean> {
    const waiting = this.registration?.waiting;
    if (waiting) {
      if ((await ask(waiting, { type: 'take-over' })).type === 'others-open') return false;
      await reaches(waiting, 'activated');
    }
    location.reload();
    return true;
  }

  private async worker(): Promise<ServiceWorker> {
    if (!('serviceWorker' in navigator)) throw new StudioError('offline/unsupported');
    try {
      const registration = await navigator.serviceWorker.register(this.address, { updateViaCache: 'none' });
      if (this.registration !== registration) this.watch(registration);
      this.registration = registration;
      const first = registration.installing ?? registration.waiting;
      if (!registration.active && first) await reaches(first, 'activated');
      if (registration.active) return registration.active;
    } catch (thrown) {
      // Without a server a worker that is there goes on; one that cannot be had is a private window, or blocked.
      throw StudioError.from(thrown, 'offline/unsupported');
    }
    throw new StudioError('offline/unsupported');
  }

  private watch(registration: ServiceWorkerRegistration): void {
    if (registration.active && registration.waiting) this.tell();
    registration.addEventListener('updatefound', () => {
      const { installing } = registration;
      installing?.addEventListener('statechange', () => {
        // One that takes over by itself, for nothing was kept before, waits but for a moment.
        if (installing.state === 'installed')
          setTimeout(() => registration.waiting === installing && this.tell(), 1000);
      });
    });
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }

  private async untilCalm(ms: number): Promise<void> {
    for (let waitMs = ms; ; waitMs = CALM_MS) {
      while (this.isBusy) await new Promise<void>((resolve) => (this.calm = resolve));
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await whenIdle();
      if (!this.isBusy) return;
    }
  }
}

const errorOf: Record<Exclude<KeepFailure, 'busy'>, 'offline/no-room' | 'offline/not-fetched'> = {
  'no-room': 'offline/no-room',
  'not-fetched': 'offline/not-fetched',
};

function ask(worker: ServiceWorker, command: OfflineCommand): Promise<OfflineReply> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<OfflineReply>) => {
      resolve(data);
      port1.close();
    };
    worker.postMessage(command, [port2]);
  });
}

/** @throws StudioError `offline/not-fetched` when it is given up before that */
function reaches(worker: ServiceWorker, state: ServiceWorkerState): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === state) resolve();
      else if (worker.state === 'redundant') reject(new StudioError('offline/not-fetched'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** Safari has no idle callbacks. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === 'undefined') resolve();
    else requestIdleCallback(() => resolve(), { timeout: CALM_MS });
  });
}
