/** The page, its nets and everything else on the machine need the rest. */
const SHARE = 0.5;

/** Bytes that the features of a run may take; undefined where the browser does not tell what there is. */
export function featureMemory(): number | undefined {
  // In GB, rounded and bounded against tracing; TypeScript's library does not know it.
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return deviceMemory === undefined ? undefined : SHARE * deviceMemory * 2 ** 30;
}
