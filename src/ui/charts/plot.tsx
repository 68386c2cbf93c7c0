import { createContext, use, useMemo } from 'react';
import type { ReactNode } from 'react';
import { scaleLinear, scaleLog, scaleSqrt } from 'd3-scale';
import type { ScaleContinuousNumeric } from 'd3-scale';
import type { Size } from '../shell/use-size.ts';

export interface AxisScale {
  readonly scale: 'linear' | 'log' | 'sqrt';
  readonly domain: readonly [low: number, high: number];
}

/** Room around the lines for what is written there, px. */
export interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface PlotPlaces {
  /** Where the lines are, px. */
  readonly area: Margin;
  readonly xOf: (value: number) => number;
  /** Not finite where the scale has no place: for the logarithm of 0. */
  readonly yOf: (value: number) => number;
}

export interface PlotProps {
  readonly size: Size;
  readonly margin: Margin;
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly children: ReactNode;
}

const scales: Readonly<Record<AxisScale['scale'], () => ScaleContinuousNumeric<number, number>>> = {
  linear: scaleLinear,
  log: scaleLog,
  sqrt: scaleSqrt,
};

const Places = createContext<PlotPlaces | null>(null);

/**
 * Plain SVG, with the places of values for what is drawn in it. A chart of the library keeps its scales in a store of its
 * own, which is costly to fill while trainings have the cores.
 */
export function Plot({ size, margin, x, y, children }: PlotProps) {
  const { width, height } = size;
  const places = useMemo(() => {
    const { left, top } = margin;
    const area = { left, top, right: width - margin.right, bottom: height - margin.bottom };
    const xOf = scales[x.scale]().domain(x.domain).range([area.left, area.right]);
    const yOf = scales[y.scale]().domain(y.domain).range([area.bottom, area.top]);
    return { area, xOf, yOf };
  }, [width, height, margin, x, y]);
  return (
    <svg width={width} height={height}>
      <Places value={places}>{children}</Places>
    </svg>
  );
}

/** @throws Error outside a {@link Plot} */
export function usePlot(): PlotPlaces {
  const places = use(Places);
  if (!places) throw new Error('There is no plot around this.');
  return places;
}
