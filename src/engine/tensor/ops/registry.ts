import { getBackend } from '@tensorflow/tfjs-core';
import { composeOps, stockPrimitives } from './compose.ts';
import type { FusedOps } from './contract.ts';

const stockOps = composeOps(stockPrimitives);
const byBackend = new Map<string, FusedOps>();

/** Sets the operations of one backend; start from `composeOps` and replace what is faster there. */
export function registerOps(backend: string, ops: FusedOps): void {
  byBackend.set(backend, ops);
}

/** The operations of the backend in use. */
export function fusedOps(): FusedOps {
  return byBackend.get(getBackend()) ?? stockOps;
}
