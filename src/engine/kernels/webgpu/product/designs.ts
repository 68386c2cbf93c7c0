import { directProduct } from './direct.ts';
import { tiledProduct } from './tiled.ts';

/** How products are computed: which is faster depends on the adapter. */
export type ProductDesign = 'direct' | 'tiled';

export const productDesigns = { direct: directProduct, tiled: tiledProduct } as const;

let inUse: ProductDesign = 'tiled';

export function productDesign(): ProductDesign {
  return inUse;
}

/** From the next product on. */
export function useProductDesign(chosen: ProductDesign): void {
  inUse = chosen;
}
