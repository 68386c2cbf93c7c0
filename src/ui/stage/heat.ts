import type { Colour } from './bitmap.ts';

/** From the dark of the still to glowing copper; lightness rises evenly, so it reads without colour too. */
const stops: readonly Colour[] = [
  [22, 16, 13, 255],
  [66, 30, 20, 255],
  [128, 56, 22, 255],
  [190, 96, 42, 255],
  [236, 156, 94, 255],
  [255, 236, 208, 255],
];

/** @param value 0 to 1; beyond is clipped */
export function heat(value: number): Colour {
  const at = Math.min(1, Math.max(0, value)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(at));
  const [from, to] = [stops[index], stops[index + 1]];
  if (!from || !to) return [0, 0, 0, 255];
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * (at - index));
  return [mix(0), mix(1), mix(2), 255];
}
