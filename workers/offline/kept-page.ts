import type { KeepFailure, PageFile, PageFiles } from '../../src/protocol/offline.ts';
import { nonceOf, withFreshNonce } from './fresh-nonce.ts';

const CACHE_PREFIX = 'stillhouse-page/';
const INDEX = 'index.html';

/** What the service worker has of the browser. */
export interface KeepingPlace {
  /** Address of the page's folder. */
  readonly scope: string;
  readonly caches: CacheStorage;
  fetch(request: string | Request, options?: RequestInit): Promise<Response>;
  /** Some tab of this browser trains. */
  isTraining(): Promise<boolean>;
}

export class NotKept extends Error {
  constructor(readonly reason: KeepFailure) {
    super(reason);
  }
}

/**
 * One build of the page in a cache of its own. All or nothing: until every file is there, and is what the build made,
 * none is used, so that files of two builds never meet.
 */
export class KeptPage {
  readonly bytes: number;
  private readonly cacheName: string;
  private readonly addresses: ReadonlySet<string>;
  private complete: Promise<boolean> | null = null;

  constructor(
    private readonly page: PageFiles,
    private readonly noncePlaceholder: string,
    private readonly place: KeepingPlace,
  ) {
    this.cacheName = CACHE_PREFIX + page.build;
    this.bytes = page.files.reduce((sum, { bytes }) => sum + bytes, 0);
    this.addresses = new Set(page.files.map(({ path }) => this.addressOf(path)));
  }

  /** Fetches what is not there yet, one by one. @throws NotKept */
  async keep(): Promise<void> {
    try {
      const cache = await this.place.caches.open(this.cacheName);
      const kept = new Set((await cache.keys()).map(({ url }) => url));
      // The page itself comes last: where it is, all is.
      const files = [...this.page.files].sort((a, b) => Number(a.path === INDEX) - Number(b.path === INDEX));
      for (const file of files) {
        if (kept.has(this.addressOf(file.path))) continue;
        if (await this.place.isTraining()) throw new NotKept('busy');
        await cache.put(this.addressOf(file.path), await this.fetched(file));
      }
      this.complete = null;
    } catch (thrown) {
      if (thrown instanceof NotKept) throw thrown;
      // Browsers fail to open, to list and to write a cache where they have no room for it, or none to give.
      throw new NotKept('no-room');
    }
  }

  /** Whether the answer can come from what is kept; null: the request is none of this page's. */
  answer(request: Request): Promise<Response> | null {
    const path = this.pathOf(request);
    return path === null ? null : this.answerPath(path, request);
  }

  /** The script at this address belongs to the build. */
  has(address: string): boolean {
    return this.addresses.has(address);
  }

  /** Another build is there, whole. */
  async isUpdate(): Promise<boolean> {
    for (const name of await this.others()) {
      if (await (await this.place.caches.open(name)).match(this.addressOf(INDEX))) return true;
    }
    return false;
  }

  /** Clears other builds away. */
  async clean(): Promise<void> {
    for (const name of await this.others()) await this.place.caches.delete(name);
  }

  private async others(): Promise<string[]> {
    return (await this.place.caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX) && name !== this.cacheName);
  }

  private async answerPath(path: string, request: Request): Promise<Response> {
    this.complete ??= this.isWhole();
    const cache = (await this.complete.catch(() => false)) ? await this.place.caches.open(this.cacheName) : null;
    const kept = await cache?.match(this.addressOf(path));
    if (!kept) return this.place.fetch(request);
    return path === INDEX ? withFreshNonce(kept) : kept;
  }

  private async isWhole(): Promise<boolean> {
    const cache = await this.place.caches.open(this.cacheName);
    return (await cache.match(this.addressOf(INDEX))) !== undefined;
  }

  private pathOf({ method, mode, url }: Request): string | null {
    if (method !== 'GET') return null;
    const [address = ''] = url.split(/[?#]/, 1);
    if (mode === 'navigate') return [this.place.scope, this.addressOf(INDEX)].includes(address) ? INDEX : null;
    return this.addresses.has(address) ? address.slice(this.place.scope.length) : null;
  }

  private async fetched(file: PageFile): Promise<Response> {
    const options: RequestInit = { cache: 'no-cache', priority: 'low', credentials: 'same-origin' };
    const response = await this.place.fetch(this.addressOf(file.path), options).catch(() => null);
    if (!response?.ok) throw new NotKept('not-fetched');
    // A server that got another build meanwhile gives files that do not fit the others.
    if ((await this.digestOf(file, response.clone())) !== file.digest) throw new NotKept('not-fetched');
    return response;
  }

  private async digestOf({ path }: PageFile, response: Response): Promise<string> {
    const nonce = path === INDEX ? nonceOf(response) : null;
    const bytes =
      nonce === null
        ? await response.arrayBuffer()
        : new TextEncoder().encode((await response.text()).replaceAll(nonce, this.noncePlaceholder));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return btoa(String.fromCharCode(...digest));
  }

  private addressOf(path: string): string {
    return new URL(path, this.place.scope).href;
  }
}
