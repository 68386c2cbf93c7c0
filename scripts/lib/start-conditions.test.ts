import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { nodeVersionProblem } from './node-version.mjs';
import { mayOpenBrowser } from './open-page.mjs';
import { DEFAULT_PORT, isPortFree, portFrom, portTakenMessage } from './port.mjs';

describe('Node', () => {
  test.each(['20.19.0', '20.20.2', '22.0.0', '100.1.0'])('%s will do', (version) =>
    expect(nodeVersionProblem(version)).toBeNull(),
  );
  test.each(['18.20.0', '20.18.3', '9.0.0'])('%s is too old', (version) =>
    expect(nodeVersionProblem(version)).toContain(`this is ${version}`),
  );
});

describe('browser', () => {
  test.each([
    ['a desktop', { DISPLAY: ':0' }, 'linux', true],
    ['no screen', {}, 'linux', false],
    ['a Mac', {}, 'darwin', true],
    ['BROWSER=none', { DISPLAY: ':0', BROWSER: 'none' }, 'linux', false],
    ['CI', { CI: '1' }, 'darwin', false],
  ] as const)('%s', (_name, env, platform, opens) => expect(mayOpenBrowser(env, platform)).toBe(opens));
});

describe('port', () => {
  test('the default', () => expect(portFrom(undefined)).toBe(DEFAULT_PORT));
  test('PORT', () => expect(portFrom('8080')).toBe(8080));
  test.each(['0', '65536', '80.5', 'eighty'])('PORT=%s is refused', (text) =>
    expect(() => portFrom(text)).toThrow(`not "${text}"`),
  );

  test('a taken one is noticed and explained', async () => {
    // It hears the request before it hangs up: otherwise neither side may ever learn that the other is gone.
    const other = createServer((socket) => socket.once('data', () => socket.end('no page')));
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    expect(await isPortFree(port)).toBe(false);
    expect(await portTakenMessage(port)).toContain(`Port ${port} is taken`);
    await new Promise((closed) => other.close(closed));
    expect(await isPortFree(port)).toBe(true);
  });
});
