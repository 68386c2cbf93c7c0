import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { PageFiles } from '../../src/protocol/offline.ts';
import { KeptPage } from './kept-page.ts';
import { memoryCaches } from './testing/memory-caches.ts';

const SCOPE = 'http://localhost:1/studio/';
const PLACEHOLDER = '__NONCE__';

type Build = Readonly<Record<string, string>>;
const first: Build = { 'index.html': `one ${PLACEHOLDER}`, 'assets/a-1.js': 'a', 'pack/words': 'same' };
const second: Build = { 'index.html': `two ${PLACEHOLDER}`, 'assets/a-2.js': 'A', 'pack/words': 'other' };

let caches: CacheStorage;
let asked: string[];
let nonces: number;
/** What the server has; null: there is none. */
let served: Build | null;
let isTraining: () => boolean;

beforeEach(() => {
  caches = memoryCaches();
  asked = [];
  nonces = 0;
  served = first;
  isTraining = () => false;
});

async function serve(request: string | Request): Promise<Response> {
  const { pathname } = new URL(typeof request === 'string' ? request : request.url);
  const path = pathname.slice('/studio/'.length) || 'index.html';
  asked.push(path);
  if (!served) throw new TypeError('Failed to fetch');
  const text = served[path];
  if (text === undefined) return new Response('', { status: 404 });
  const nonce = `served${nonces++}`;
  const headers = {
    'Content-Security-Policy': `style-src 'self' 'nonce-${nonce}'`,
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
  return new Response(text.replaceAll(PLACEHOLDER, nonce), { headers });
}

function pageOf(build: Build): KeptPage {
  const digest = (text: string) => createHash('sha256').update(text).digest('base64');
  const files = Object.entries(build).map(([path, text]) => ({ path, digest: digest(text), bytes: text.length }));
  const page: PageFiles = { build: digest(JSON.stringify(files)), files };
  return new KeptPage(page, PLACEHOLDER, {
    scope: SCOPE,
    caches,
    fetch: serve,
    isTraining: async () => isTraining(),
  });
}

/** As a browser asks for a page. */
const navigation = (path: string) => ({ method: 'GET', mode: 'navigate', url: SCOPE + path }) as Request;
const request = (path: string) => new Request(SCOPE + path);
const textOf = async (answer: Promise<Response> | null) => (await answer)?.text();

test('what is kept is there without a server, whatever the address asks for', async () => {
  const page = pageOf(first);
  await page.keep();
  expect(page.bytes).toBe(Object.values(first).join('').length);
  served = null;
  expect(await textOf(page.answer(request('assets/a-1.js')))).toBe('a');
  expect(await textOf(page.answer(navigation('?lang=zh-CN#v=1')))).toMatch(/^one /);
  expect(await textOf(page.answer(navigation('index.html')))).toMatch(/^one /);
  expect(page.answer(navigation('other'))).toBeNull();
  expect(page.answer(request('nothing.js'))).toBeNull();
  expect(page.answer(new Request(`${SCOPE}assets/a-1.js`, { method: 'POST' }))).toBeNull();
});

test('each opening has a nonce of its own, and the isolation of the served page', async () => {
  const page = pageOf(first);
  await page.keep();
  const nonces = [];
  for (let i = 0; i < 2; i++) {
    const { headers, text } = await page.answer(navigation(''))!.then(async (answer) => ({
      headers: answer.headers,
      text: await answer.text(),
    }));
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    const nonce = /^one (\S{24})$/.exec(text)?.[1];
    expect(headers.get('content-security-policy')).toBe(`style-src 'self' 'nonce-${nonce}'`);
    nonces.push(nonce);
  }
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('nothing is used until all is there, and what is there is not fetched again', async () => {
  let trains = 0;
  isTraining = () => trains++ === 2;
  const page = pageOf(first);
  await expect(page.keep()).rejects.toMatchObject({ reason: 'busy' });
  expect(asked).toEqual(['assets/a-1.js', 'pack/words']);
  served = second;
  expect(await textOf(page.answer(request('pack/words')))).toBe('other');
  served = first;
  asked = [];
  await page.keep();
  expect(asked).toEqual(['index.html']);
  expect(await textOf(page.answer(request('pack/words')))).toBe('same');
  expect(asked).toEqual(['index.html']);
});

test('files of another build, and those that are not there, are refused', async () => {
  for (const wrong of [second, { ...first, 'index.html': second['index.html']! }, null]) {
    caches = memoryCaches();
    served = wrong;
    await expect(pageOf(first).keep()).rejects.toMatchObject({ reason: 'not-fetched' });
  }
});

test('a full disk is told', async () => {
  caches = memoryCaches((address) => {
    if (address.endsWith('words')) throw new DOMException('', 'QuotaExceededError');
  });
  await expect(pageOf(first).keep()).rejects.toMatchObject({ reason: 'no-room' });
});

test('a new build comes beside the old one, which goes when the new one is taken', async () => {
  const [old, fresh] = [pageOf(first), pageOf(second)];
  expect(await fresh.isUpdate()).toBe(false);
  await old.keep();
  expect(await fresh.isUpdate()).toBe(true);
  served = second;
  await fresh.keep();
  served = null;
  expect(await textOf(old.answer(request('pack/words')))).toBe('same');
  await fresh.clean();
  expect(await caches.keys()).toHaveLength(1);
  expect(await textOf(fresh.answer(request('pack/words')))).toBe('other');
  expect(await textOf(fresh.answer(navigation('')))).toMatch(/^two /);
});
