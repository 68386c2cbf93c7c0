import { afterEach, expect, test, vi } from 'vitest';
import { openDevice, probeDevice } from './device.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const never = <T>(): Promise<T> => new Promise(() => undefined);
const adapter = {
  features: new Set(),
  limits: {},
  info: { vendor: 'acme', architecture: 'one', description: '', isFallbackAdapter: false },
};
const withGpu = (gpu: object): void => void vi.stubGlobal('navigator', { gpu });

test('a GPU that never answers is not waited for without end', async () => {
  vi.useFakeTimers();
  for (const gpu of [
    { requestAdapter: never },
    { requestAdapter: async () => ({ ...adapter, requestDevice: never }) },
  ]) {
    withGpu(gpu);
    const probe = probeDevice();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await probe).toMatchObject({ available: false, detail: 'the GPU does not answer' });
  }
});

test('an adapter that refuses a device says why, and is asked again the next time', async () => {
  const requestDevice = vi.fn(() => Promise.reject(new Error('a limit was refused')));
  withGpu({ requestAdapter: async () => ({ ...adapter, requestDevice }) });
  await expect(openDevice()).rejects.toThrow('a limit was refused');
  expect(await probeDevice()).toMatchObject({ available: false, detail: 'a limit was refused' });
  expect(requestDevice).toHaveBeenCalledTimes(2);
});

test('no adapter, and no WebGPU at all, are told apart', async () => {
  withGpu({ requestAdapter: async () => null });
  expect(await probeDevice()).toMatchObject({ available: false, detail: 'no adapter' });
  vi.stubGlobal('navigator', {});
  expect(await probeDevice()).toMatchObject({ available: false, detail: 'no WebGPU' });
});
