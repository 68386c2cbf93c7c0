import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { isolationHeaders } from '../../scripts/lib/security-headers.mjs';

export interface Served {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves a folder to this machine alone, isolated as the product is. Without its policy for scripts: stock tfjs starts
 * its threads from scripts that it makes at run time.
 */
export async function serveIsolated(folder: string): Promise<Served> {
  const files = sirv(folder, {
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) => files(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
