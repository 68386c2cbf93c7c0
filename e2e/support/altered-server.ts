import { createServer } from 'node:http';
import { test as base } from './test.ts';

/** One answer of the studio's server, whole. */
export interface Answer {
  readonly headers: Headers;
  readonly body: Buffer;
}

/**
 * For tests of a page that comes by a server which is set up otherwise, or has lost a file. A server in between does what
 * interception in the browser cannot: it also answers what workers and the page ask for while the page is being left.
 *
 * @param alter is given the path of a request and what the studio's server answers
 */
export function testBehind(alter: (path: string, answer: Answer) => Answer) {
  return base.extend({
    baseURL: async ({ baseURL }, use) => {
      const server = createServer((request, response) => {
        void (async () => {
          const path = request.url ?? '/';
          const answer = await fetch(new URL(path, baseURL));
          const { headers, body } = alter(path, {
            headers: new Headers(answer.headers),
            body: Buffer.from(await answer.arrayBuffer()),
          });
          headers.delete('content-length');
          response.writeHead(answer.status, Object.fromEntries(headers)).end(body);
        })().catch((error: unknown) => response.writeHead(502).end(String(error)));
      });
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      await use(`http://localhost:${address.port}`);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  });
}
