import { usePlot } from './plot.tsx';

/** A line down the chart at each step at which a knob was turned. */
export function MarkLines({ steps }: { readonly steps: readonly number[] }) {
  const { area, xOf } = usePlot();
  const path = steps.map((step) => `M${xOf(step)} ${area.top}V${area.bottom}`).join('');
  return <path d={path} stroke="var(--ink-3)" strokeDasharray="2 2" fill="none" />;
}
