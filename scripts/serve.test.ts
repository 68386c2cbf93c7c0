import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from './serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'stillhouse-serve-'));
let server: Server;
let address: string;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  mkdirSync(join(folder, 'pack'));
  writeFileSync(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">');
  writeFileSync(join(folder, '.sources'), 'private');
  writeFileSync(join(folder, 'assets', 'core-1234.wasm'), 'wasm');
  writeFileSync(join(folder, 'pack', 'words.opus'), 'opus');
  server = await serve({ folder, port: 0 });
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('no address');
  expect(at.address).toBe('127.0.0.1');
  address = `http://127.0.0.1:${at.port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test('the page carries the nonce of its own response', async () => {
  const nonces = [];
  for (const path of ['/', '/index.html?lang=en']) {
    const response = await fetch(address + path);
    const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1];
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    nonces.push(nonce);
  }
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('every response is isolated, a missing file too', async () => {
  for (const path of ['/', '/assets/core-1234.wasm', '/nothing.js']) {
    const { headers } = await fetch(address + path);
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  }
});

test('types and caching fit the file', async () => {
  const wasm = await fetch(`${address}/assets/core-1234.wasm`);
  expect(wasm.headers.get('content-type')).toBe('application/wasm');
  expect(wasm.headers.get('cache-control')).toContain('immutable');
  const opus = await fetch(`${address}/pack/words.opus`);
  expect(opus.headers.get('content-type')).toBe('audio/ogg');
  expect(opus.headers.get('cache-control')).toBe('no-cache');
  const again = await fetch(`${address}/pack/words.opus`, {
    headers: { 'If-None-Match': opus.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

test('nothing outside, nothing hidden, nothing but reading', async () => {
  for (const path of ['/.sources', '/%2e%2e/package.json', '/..%2fpackage.json', '/assets/']) {
    expect((await fetch(address + path)).status).toBe(404);
  }
  expect((await fetch(address, { method: 'POST', body: 'x' })).status).toBe(405);
});

test('a folder without a page is refused', async () => {
  await expect(serve({ folder: join(folder, 'assets'), port: 0 })).rejects.toThrow('npm run build');
});
