const PREFIX = 'stillhouse/';

/** Small settings of this browser (language, theme). Never throws: a browser that keeps nothing answers null. */
export const browserPreferences = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(PREFIX + key);
    } catch {
      return null;
    }
  },

  set(key: string, value: string): void {
    try {
      localStorage.setItem(PREFIX + key, value);
    } catch {
      // Private windows and full disks: the setting holds for this visit.
    }
  },
};
