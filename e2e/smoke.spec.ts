import { expect, test } from '@playwright/test';

test('the page arrives isolated, under its policy, from this address alone', async ({ page, baseURL }) => {
  const problems: string[] = [];
  const requested: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => requested.push(request.url()));

  const response = await page.goto('/');
  const headers = response?.headers() ?? {};
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  const policy = headers['content-security-policy'] ?? '';
  for (const directive of ["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
    expect(policy).toContain(directive);
  }
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain("'unsafe-eval'");

  await page.waitForLoadState('networkidle');
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

  const elsewhere = requested.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== baseURL);
  expect(elsewhere).toEqual([]);
  expect(problems).toEqual([]);
});

test('every response brings a nonce of its own', async ({ request }) => {
  const nonceOf = async () => {
    const response = await request.get('/');
    const nonce = /<meta property="csp-nonce" nonce="([^"]+)"/.exec(await response.text())?.[1];
    expect(response.headers()['content-security-policy']).toContain(`'nonce-${nonce}'`);
    return nonce;
  };
  expect(await nonceOf()).not.toBe(await nonceOf());
});
