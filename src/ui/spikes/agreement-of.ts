import type { SymbolSpan } from '../../engine/decode/greedy.ts';

/** Share of the frames that two nets take for the same; both say something of every frame. */
export function agreementOf(one: readonly SymbolSpan[], other: readonly SymbolSpan[], frames: number): number {
  const said = new Int32Array(frames);
  for (const { symbol, start, end } of one) said.fill(symbol, start, end);
  let equal = 0;
  for (const { symbol, start, end } of other)
    for (let frame = start; frame < end; frame++) if (said[frame] === symbol) equal++;
  return equal / Math.max(1, frames);
}
