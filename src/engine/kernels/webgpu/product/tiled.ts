import type { Program } from '../program.ts';
import { finished, productBuffers, productParams, type ProductKind, type ProductSize } from './shape.ts';
import { chooseTiling, INVOCATIONS, OWN, tilesCode, type Tiling } from './tiles.ts';

/** Fills a tile from rows that lie along the depth, or across it, neighbours reading neighbours. */
function fill(tile: string, from: string, { side, deep }: Tiling, alongDepth: boolean, edge: string): string {
  const [fast, slow] = alongDepth ? [deep, side] : [side, deep];
  const [inner, outer] = alongDepth ? ['k', 'r'] : ['r', 'k'];
  const start = tile === 'tileA' ? 'top' : 'left';
  return `for (var i = local; i < ${fast * slow}; i += ${INVOCATIONS}) {
    let ${inner} = i % ${fast};
    let ${outer} = i / ${fast};
    let line = ${start} + r;
    let depth = deepest + k;
    let at = ${alongDepth ? 'line * p.depth + depth' : `depth * ${edge} + line`};
    ${tile}[k * ${side + 1} + r] = select(0.0, ${from}[min(at, ${edge} * p.depth - 1)], line < ${edge} && depth < p.depth);
  }`;
}

function programOf(kind: ProductKind, tiling: Tiling): Program {
  return {
    name: `product, tiles of ${tiling.side}`,
    buffers: {
      a: productBuffers.a,
      b: productBuffers.b,
      ...(kind.bias && { bias: 'read f32' as const }),
      c: 'write f32',
    },
    params: productParams,
    code: `
fn store(m: u32, left: u32, sum: vec4f) {
  if (m >= p.rows) { return; }
  for (var j = 0u; j < ${OWN} && left + j < p.columns; j++) {
    let n = left + j;
    let value = sum[j];
    c[m * p.columns + n] = ${finished('value', 'n', kind)};
  }
}
${tilesCode(tiling, {
  end: 'p.depth',
  fill: `${fill('tileA', 'a', tiling, !kind.transposeA, 'p.rows')}
    ${fill('tileB', 'b', tiling, kind.transposeB, 'p.columns')}`,
  store: (m, n, sum) => `store(${m}, ${n}, ${sum});`,
})}`,
  };
}

/** A product by tiles: see {@link tilesCode}. */
export function tiledProduct(
  kind: ProductKind,
  { rows, columns }: ProductSize,
): { readonly key: string; readonly make: () => Program; readonly workgroups: [number, number] } {
  const { tiling, across, down } = chooseTiling(rows, columns);
  return {
    key: `tiled ${JSON.stringify([kind, tiling])}`,
    make: () => programOf(kind, tiling),
    workgroups: [across, down],
  };
}
