import { useEffect, useState } from 'react';

type Loaded<T> = { readonly value: T } | { readonly error: unknown };

/**
 * A part of the page that is fetched when it is first wanted; null until it is there. Not by `lazy`: under `Suspense`
 * React holds back for 300 ms what follows a fallback, even one that shows nothing.
 * @param load the same function at every call
 * @throws in the render, what `load` rejected with
 */
export function useLoaded<T>(load: () => Promise<T>, wanted: boolean): T | null {
  const [loaded, setLoaded] = useState<Loaded<T> | null>(null);
  useEffect(() => {
    if (!wanted) return;
    void load().then(
      (value) => setLoaded({ value }),
      (error: unknown) => setLoaded({ error }),
    );
  }, [load, wanted]);
  if (loaded && 'error' in loaded) throw loaded.error;
  return loaded && loaded.value;
}
