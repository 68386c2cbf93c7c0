import { createServer } from 'node:net';

/** Fixed, because the browser keeps a person's runs by address. */
export const DEFAULT_PORT = 5273;

/**
 * @param {string | undefined} text the value of the environment variable PORT
 * @returns {number}
 * @throws {Error} with a sentence for the reader when it is not a port
 */
export function portFrom(text) {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PORT must be a number from 1 to 65535, not "${text}".`);
  }
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>} whether this machine's own address has that port free now
 */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * @param {number} port
 * @returns {Promise<string>} what a person should know and do when the port is taken
 */
export async function portTakenMessage(port) {
  const address = `http://localhost:${port}/`;
  if (await isStillhouse(address))
    return `Stillhouse is already running at ${address}. Open that page, or stop it first.`;
  return [
    `Port ${port} is taken by another program, and Stillhouse keeps one address because the browser stores your runs under it.`,
    `Stop that program, or choose another port, where runs saved here will not appear: PORT=${port === 65535 ? port - 1 : port + 1} npm start`,
  ].join('\n');
}

/** @param {string} address */
async function isStillhouse(address) {
  const waiting = new AbortController();
  // Not `AbortSignal.timeout`: Node may forget one that nothing else holds, and the fetch would wait for ever.
  const limit = setTimeout(() => waiting.abort(), 2000);
  try {
    const response = await fetch(address, { signal: waiting.signal });
    return (await response.text()).includes('<title>Stillhouse</title>');
  } catch {
    return false;
  } finally {
    clearTimeout(limit);
  }
}
