import type { Preferences } from './services.ts';

/** What an earlier visit kept under a key; null where it kept nothing, or somebody else wrote there. */
export function keptJson(preferences: Preferences, key: string): unknown {
  try {
    return JSON.parse(preferences.get(key) ?? 'null');
  } catch {
    return null;
  }
}
