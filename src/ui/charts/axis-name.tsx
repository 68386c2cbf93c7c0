import { usePlotArea } from 'recharts';

/** What the horizontal axis counts, beside its last figure. */
export function AxisName({ children }: { readonly children: string }) {
  const area = usePlotArea();
  if (!area) return null;
  return (
    <text x={area.x + area.width + 20} y={area.y + area.height + 19}>
      {children}
    </text>
  );
}
