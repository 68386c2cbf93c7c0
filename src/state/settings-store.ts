import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Preferences } from './services.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The five stations of the pipeline, in the order of the sound's way. */
export const stations = ['data', 'frontEnd', 'teacher', 'student', 'method'] as const;
export type Station = (typeof stations)[number];

/** The parts of the page; a part is there when there is something in it. */
export const places = ['train', 'speak'] as const;
export type Place = (typeof places)[number];

export interface SettingsState {
  readonly place: Place;
  /** Only what is said, as large as the screen: for an audience. */
  readonly onStage: boolean;
  readonly theme: Theme;
  /** Whose details are open. */
  readonly openStation: Station | null;
  /** Recording is open, over the whole page: it begins with what is to be recorded, or with going over the clips. */
  readonly recording: 'setUp' | 'review' | null;
}

export interface SettingsStore extends StoreApi<SettingsState> {
  setTheme(theme: Theme): void;
  goTo(place: Place): void;
  setOnStage(onStage: boolean): void;
  toggleStation(station: Station): void;
  closeStation(): void;
  openRecording(at: 'setUp' | 'review'): void;
  closeRecording(): void;
}

export function createSettingsStore(preferences: Preferences): SettingsStore {
  const kept = preferences.get('theme');
  const store = createStore<SettingsState>(() => ({
    theme: themes.find((theme) => theme === kept) ?? 'system',
    openStation: null,
    place: 'train',
    onStage: false,
    recording: null,
  }));
  return Object.assign(store, {
    setTheme(theme: Theme) {
      preferences.set('theme', theme);
      store.setState({ theme });
    },
    goTo: (place: Place) => store.setState({ place, onStage: false }),
    setOnStage: (onStage: boolean) => store.setState({ onStage }),
    toggleStation: (station: Station) =>
      store.setState(({ openStation }) => ({ openStation: openStation === station ? null : station })),
    closeStation: () => store.setState({ openStation: null }),
    openRecording: (recording: 'setUp' | 'review') => store.setState({ recording }),
    closeRecording: () => store.setState({ recording: null }),
  });
}
