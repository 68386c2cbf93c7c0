import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { portFrom, portTakenMessage } from './lib/port.mjs';
import { contentSecurityPolicy, isolationHeaders, NONCE_PLACEHOLDER } from './lib/security-headers.mjs';

/**
 * Serves the built page to this machine alone.
 *
 * @param {{ folder: string, port: number }} options `port` 0 takes any free one
 * @returns {Promise<import('node:http').Server>} a server that listens
 * @throws {Error} with a sentence for the reader when there is no build; with `code` EADDRINUSE when the port is taken
 */
export async function serve({ folder, port }) {
  const indexFile = join(folder, 'index.html');
  if (!existsSync(indexFile)) throw new Error('There is no built page. Run "npm run build" first.');
  const files = sirv(folder, { etag: true, setHeaders: setFileHeaders });

  const server = createServer((request, response) => {
    const nonce = randomBytes(16).toString('base64');
    for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce));
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'Method not allowed');
    }
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path === '/' || path === '/index.html') {
      const page = readFileSync(indexFile, 'utf8').replaceAll(NONCE_PLACEHOLDER, nonce);
      response.setHeader('Cache-Control', 'no-store');
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      return response.end(request.method === 'HEAD' ? undefined : page);
    }
    files(request, response, () => sendText(response, 404, 'Not found'));
  });

  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => listening(undefined));
  });
  return server;
}

/**
 * Names under /assets carry a hash of their content and never change; the rest is asked for again by its ETag.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {string} path
 */
function setFileHeaders(response, path) {
  const hashed = path.startsWith('/assets/');
  response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (path.endsWith('.wasm')) response.setHeader('Content-Type', 'application/wasm');
  if (path.endsWith('.opus')) response.setHeader('Content-Type', 'audio/ogg');
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function sendText(response, status, text) {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(text);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const port = portFrom(process.env['PORT']);
    const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
    await serve({ folder, port }).catch(async (error) => {
      throw error.code === 'EADDRINUSE' ? new Error(await portTakenMessage(port)) : error;
    });
    console.log(`http://localhost:${port}/`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
