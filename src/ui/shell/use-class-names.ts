import { useMemo } from 'react';
import { useDataset } from './studio-context.tsx';

/** Names of the classes in use, in order of their output units. */
export function useClassNames(): readonly string[] {
  const classes = useDataset((state) => state.dataset?.classes);
  return useMemo(() => (classes ?? []).map(({ name }) => name), [classes]);
}
