import { expect, test } from 'vitest';
import { StudioError } from '../engine/core/errors.ts';
import { createOfflineStore } from './offline-store.ts';
import type { OfflineService } from './services.ts';

function service(overrides: Partial<OfflineService> = {}) {
  let tell: () => void = () => undefined;
  const made: OfflineService = {
    keep: () => Promise.resolve(5),
    setBusy: () => undefined,
    onNewVersion(listener) {
      tell = listener;
      return () => undefined;
    },
    renew: () => Promise.resolve(true),
    ...overrides,
  };
  return { made, tell: () => tell() };
}

test('what is kept is told with its size, and why it is not', async () => {
  const store = createOfflineStore(service().made);
  const keeping = store.keep();
  expect(store.getState()).toMatchObject({ status: 'keeping', error: null });
  await keeping;
  expect(store.getState()).toMatchObject({ status: 'kept', bytes: 5 });

  const keep = () => Promise.reject(new StudioError('offline/no-room'));
  const full = createOfflineStore(service({ keep }).made);
  await full.keep();
  expect(full.getState()).toMatchObject({ status: 'failed', error: { code: 'offline/no-room' } });
});

test('a page that is being developed keeps nothing', async () => {
  const store = createOfflineStore(null);
  await store.keep();
  await store.renew();
  expect(store.getState()).toMatchObject({ status: 'unasked', newVersion: false });
});

test('a new version is told, and waits for other tabs', async () => {
  let alone = false;
  const { made, tell } = service({ renew: () => Promise.resolve(alone) });
  const store = createOfflineStore(made);
  expect(store.getState().newVersion).toBe(false);
  tell();
  expect(store.getState().newVersion).toBe(true);
  await store.renew();
  expect(store.getState().othersOpen).toBe(true);
  alone = true;
  await store.renew();
  expect(store.getState().othersOpen).toBe(false);
});
