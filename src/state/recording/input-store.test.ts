import { expect, test } from 'vitest';
import { StudioError } from '../../engine/core/errors.ts';
import type { InputChoice, InputDevice } from '../services.ts';
import { fakeServices } from '../testing/fake-services.ts';
import { createInputStore } from './input-store.ts';

const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** A browser that remembers, with what is plugged in. */
function browser(devices: InputDevice[] = [], kept: Record<string, string> = {}) {
  const { microphone } = fakeServices().services;
  const visit = () =>
    createInputStore(
      { ...microphone, devices: () => Promise.resolve(devices) },
      { get: (key) => kept[key] ?? null, set: (key, value) => void (kept[key] = value) },
    );
  return { visit, kept };
}

test('what a person chose is there on the next visit, for whoever opens the microphone', async () => {
  const { visit } = browser();
  const first = visit();
  expect(first.getState()).toMatchObject({ deviceId: null, processing: off });
  let told = 0;
  first.onChosen(() => told++);
  first.choose('desk');
  first.process({ echoCancellation: true });
  expect(told).toBe(2);
  const choice = await visit().open((asked) => Promise.resolve(asked));
  expect(choice).toEqual({ deviceId: 'desk', processing: { ...off, echoCancellation: true } });
});

test.each(['{', 'null', '7', '{"deviceId":5,"processing":{"echoCancellation":"yes"}}', '{"processing":[]}'])(
  'what was never chosen counts as nothing: %s',
  (microphone) => {
    expect(browser([], { microphone }).visit().getState()).toMatchObject({ deviceId: null, processing: off });
  },
);

test('a device that is not there gives way, and is taken again on the next visit', async () => {
  const devices: InputDevice[] = [];
  const { visit } = browser(devices);
  const store = visit();
  store.choose('desk');
  // Before one is allowed, browsers tell of none.
  await store.look();
  expect(store.getState().deviceId).toBe('desk');
  devices.push({ id: 'lid', label: 'Lid' });
  await store.look();
  expect(store.getState()).toMatchObject({ deviceId: null, deviceGone: true });
  expect(visit().getState().deviceId).toBe('desk');
});

test('one that cannot be opened for it is not there is replaced by the choice of the browser', async () => {
  const store = browser().visit();
  store.choose('desk');
  const asked: (string | null)[] = [];
  const open = ({ deviceId }: InputChoice) => {
    asked.push(deviceId);
    return deviceId === null ? Promise.resolve('opened') : Promise.reject(new StudioError('microphone/missing'));
  };
  expect(await store.open(open)).toBe('opened');
  expect(asked).toEqual(['desk', null]);
  expect(store.getState().deviceGone).toBe(true);

  const refused = () => Promise.reject(new StudioError('microphone/denied'));
  store.choose('desk');
  await expect(store.open(refused)).rejects.toMatchObject({ code: 'microphone/denied' });
  expect(store.getState()).toMatchObject({ deviceId: 'desk', deviceGone: false });
});
