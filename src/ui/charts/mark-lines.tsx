import { usePlotArea, useXAxisScale } from 'recharts';

/** A line down the chart at each step at which a knob was turned. */
export function MarkLines({ steps }: { readonly steps: readonly number[] }) {
  const area = usePlotArea();
  const xOf = useXAxisScale();
  if (!area || !xOf) return null;
  const path = steps.map((step) => `M${xOf(step) ?? area.x} ${area.y}v${area.height}`).join('');
  return <path d={path} stroke="var(--ink-3)" strokeDasharray="2 2" fill="none" />;
}
