import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../engine/core/errors.ts';
import type { InputProcessing } from '../../engine/data/dataset.ts';
import { keptJson } from '../kept-json.ts';
import type { InputChoice, InputDevice, Microphone, Preferences } from '../services.ts';

export interface InputState extends InputChoice {
  readonly devices: readonly InputDevice[];
  /** The chosen device is not there: the browser's own choice is taken instead. */
  readonly deviceGone: boolean;
}

/** Which microphone, and what the browser may do to it: for recording and for listening, over visits. */
export interface InputStore extends StoreApi<InputState> {
  /** Watches what is plugged in, until the answer is called. */
  attend(): () => void;
  /** Names are told once a device is allowed. */
  look(): Promise<void>;
  choose(deviceId: string | null): void;
  process(change: Partial<InputProcessing>): void;
  /** Opens what is chosen; where that is not there, the browser's own choice, and says so. */
  open<T>(open: (choice: InputChoice) => Promise<T>): Promise<T>;
  /** The person chose something else. */
  onChosen(listener: () => void): void;
}

const PREFERENCE = 'microphone';

export function createInputStore(microphone: Microphone, preferences: Preferences): InputStore {
  const store = createStore<InputState>(() => ({
    devices: [],
    deviceGone: false,
    ...keptChoice(keptJson(preferences, PREFERENCE)),
  }));
  const listeners = new Set<() => void>();
  /** Before a device is allowed, browsers tell of none. */
  let areKnown = false;

  const choose = (choice: Partial<InputChoice>): void => {
    store.setState({ ...choice, deviceGone: false });
    const { deviceId, processing } = store.getState();
    preferences.set(PREFERENCE, JSON.stringify({ deviceId, processing }));
    listeners.forEach((listener) => listener());
  };
  /** It stays the person's choice for the next visit. */
  const giveWay = (): void => store.setState({ deviceId: null, deviceGone: true });
  const look = async (): Promise<void> => {
    const devices = await microphone.devices();
    areKnown ||= devices.length > 0;
    store.setState({ devices });
    const { deviceId } = store.getState();
    if (areKnown && deviceId !== null && !devices.some(({ id }) => id === deviceId)) giveWay();
  };

  return Object.assign(store, {
    look,
    attend() {
      void look();
      return microphone.onDevices(() => void look());
    },
    choose: (deviceId: string | null) => choose({ deviceId }),
    process: (change: Partial<InputProcessing>) =>
      choose({ processing: { ...store.getState().processing, ...change } }),
    async open<T>(open: (choice: InputChoice) => Promise<T>): Promise<T> {
      const { deviceId, processing } = store.getState();
      try {
        return await open({ deviceId, processing });
      } catch (thrown) {
        if (deviceId === null || StudioError.from(thrown).code !== 'microphone/missing') throw thrown;
        giveWay();
        return open({ deviceId: null, processing });
      }
    },
    onChosen: (listener: () => void) => void listeners.add(listener),
  });
}

/** What an earlier visit chose; anything else that is found there counts as nothing. */
function keptChoice(kept: unknown): InputChoice {
  const { deviceId, processing } = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const switches = (typeof processing === 'object' && processing !== null ? processing : {}) as Record<string, unknown>;
  return {
    deviceId: typeof deviceId === 'string' && deviceId !== '' ? deviceId : null,
    processing: {
      echoCancellation: switches['echoCancellation'] === true,
      noiseSuppression: switches['noiseSuppression'] === true,
      autoGainControl: switches['autoGainControl'] === true,
    },
  };
}
