import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { NONCE_PLACEHOLDER } from './security-headers.mjs';

/** At the page's root, so that its scope is the page. */
const SERVICE_WORKER = 'service-worker.js';
/** Fetched only when a person asks for it. */
const ON_DEMAND = /^pack\/digits\./;

/** In place of a built page's service worker, which would go on to show that page: lets go of all it kept. */
const LEAVE = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('stillhouse-page/')) await caches.delete(name);
  await self.registration.unregister();
  for (const client of await self.clients.matchAll({ type: 'window' })) await client.navigate(client.url);
})()));
`;

/**
 * Makes the built page keep itself in the browser, so that it opens without a server.
 *
 * @param {string} root
 * @returns {import('vite').Plugin}
 */
export function offlinePlugin(root) {
  return {
    name: 'stillhouse-offline',
    configureServer({ middlewares }) {
      middlewares.use(`/${SERVICE_WORKER}`, (_request, response) => {
        response.setHeader('Content-Type', 'text/javascript');
        response.end(LEAVE);
      });
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }) {
        if (dir !== undefined) await writeServiceWorker(root, dir);
      },
    },
  };
}

/**
 * Writes the service worker of a built page into its folder.
 *
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<void>}
 */
export async function writeServiceWorker(root, folder) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    define: { PAGE_FILES: JSON.stringify(pageFiles(folder)), NONCE_PLACEHOLDER: JSON.stringify(NONCE_PLACEHOLDER) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      lib: {
        entry: join(root, 'workers', 'offline', 'service-worker.ts'),
        formats: ['iife'],
        name: 'serviceWorker',
        fileName: () => SERVICE_WORKER,
      },
    },
  });
}

/**
 * @param {string} folder
 * @returns {import('../../src/protocol/offline.ts').PageFiles} all that the page may ask its server for
 */
export function pageFiles(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.|\.md$/.test(entry.name) && entry.name !== SERVICE_WORKER)
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      const bytes = readFileSync(full);
      const path = relative(folder, full).split(sep).join('/');
      return { path, digest: createHash('sha256').update(bytes).digest('base64'), bytes: bytes.length };
    })
    .filter(({ path }) => !ON_DEMAND.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { build: createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16), files };
}
