import type { OfflineCommand, OfflineReply, PageFiles } from '../../src/protocol/offline.ts';
import { RUN_LOCK_PREFIX } from '../../src/protocol/run-lock-name.ts';
import { KeptPage, NotKept } from './kept-page.ts';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build: `scripts/lib/offline.mjs`. */
declare const PAGE_FILES: PageFiles;
declare const NONCE_PLACEHOLDER: string;

const page = new KeptPage(PAGE_FILES, NONCE_PLACEHOLDER, {
  scope: self.registration.scope,
  caches: self.caches,
  fetch: (request, options) => self.fetch(request, options),
  async isTraining() {
    const { held = [] } = await self.navigator.locks.query();
    return held.some(({ name }) => name?.startsWith(RUN_LOCK_PREFIX));
  },
});

// What is kept is used until the new build is there whole, and until nobody uses the old one. The first build has
// nothing to wait for: the page asks for it to be kept when it finds the time.
self.addEventListener('install', (event) => {
  event.waitUntil(page.isUpdate().then((isUpdate) => (isUpdate ? page.keep() : self.skipWaiting())));
});

self.addEventListener('activate', (event) => event.waitUntil(page.clean()));

self.addEventListener('fetch', (event) => {
  const answer = page.answer(event.request);
  if (answer) event.respondWith(answer);
});

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  const command = event.data as OfflineCommand;
  event.waitUntil(obey(command).then((reply) => port?.postMessage(reply)));
});

async function obey(command: OfflineCommand): Promise<OfflineReply> {
  switch (command.type) {
    case 'keep':
      try {
        await page.keep();
      } catch (thrown) {
        return { type: 'failed', reason: thrown instanceof NotKept ? thrown.reason : 'not-fetched' };
      }
      // What the page loads from now on is of its own build, whatever the server has by then.
      if (page.has(command.entry)) await self.clients.claim();
      return { type: 'kept', bytes: page.bytes, isOfPage: page.has(command.entry) };
    case 'take-over': {
      const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
      if (open.length > 1) return { type: 'others-open' };
      await self.skipWaiting();
      return { type: 'taken-over' };
    }
    default: {
      const unknown: never = command;
      throw new TypeError(`command ${JSON.stringify(unknown)}`);
    }
  }
}
