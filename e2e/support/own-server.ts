import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../scripts/serve.mjs';
import { test as base } from './test.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const built = join(root, 'dist');
/** What the page says when it can be opened without a server. */
export const KEPT = /Kept on this device \(\d+/;

/** A server of this test alone: one that can go away, and come back with another build. */
export class OwnServer {
  private server: Server | null = null;
  private port = 0;

  /** @param folder of a built page */
  async start(folder: string): Promise<void> {
    this.server = await serve({ folder, port: this.port });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    this.port = address.port;
  }

  get address(): string {
    return `http://localhost:${this.port}`;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** For tests whose server goes away, or has a page of its own. */
export const test = base.extend<{ server: OwnServer }>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use) => {
    const server = new OwnServer();
    await server.start(built);
    await use(server);
    await server.stop();
  },
  baseURL: async ({ server }, use) => use(server.address),
});
