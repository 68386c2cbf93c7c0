import { usePlot } from './plot.tsx';

/** What the horizontal axis counts, beside its last figure. */
export function AxisName({ children }: { readonly children: string }) {
  const { area } = usePlot();
  return (
    <text x={area.right + 20} y={area.bottom + 19}>
      {children}
    </text>
  );
}
