import { defaultLiveSettings, liveSettingsOf, type LiveSettings } from '../engine/config/live-settings.ts';
import { keptJson } from './kept-json.ts';
import type { Preferences } from './services.ts';

const PREFERENCE = 'listening';

/** How the nets listened on the last visit; the defaults where that is not known. */
export function keptLiveSettings(preferences: Preferences): LiveSettings {
  return liveSettingsOf(keptJson(preferences, PREFERENCE)) ?? defaultLiveSettings;
}

/** Only what a person changed, so that better defaults reach everybody. */
export function keepLiveSettings(preferences: Preferences, settings: LiveSettings): void {
  const defaults = new Map<string, number>(Object.entries(defaultLiveSettings));
  const changed = Object.entries(settings).filter(([key, value]) => value !== defaults.get(key));
  preferences.set(PREFERENCE, JSON.stringify(Object.fromEntries(changed)));
}
