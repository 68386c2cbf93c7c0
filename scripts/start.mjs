/** `npm start`: from a fresh clone to the page, with Node alone. Imports nothing that is not yet installed. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { requireNodeVersion } from './lib/node-version.mjs';
import { openPage } from './lib/open-page.mjs';
import { isPortFree, portFrom, portTakenMessage } from './lib/port.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

async function start() {
  const port = portFrom(process.env['PORT']);
  // Asked before the slow part, so that nobody waits a minute to hear it.
  if (!(await isPortFree(port))) throw new Error(await portTakenMessage(port));
  await ensureInstalled(root, 'app');
  await ensureBuilt(root);
  const { serve } = await import('./serve.mjs');
  const server = await serve({ folder: join(root, 'dist'), port });
  const address = `http://localhost:${port}/`;
  console.log(`Stillhouse is ready at ${address} (Ctrl-C ends it)`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
  await openPage(address);
}

requireNodeVersion();
try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
