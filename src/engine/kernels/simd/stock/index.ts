import type { KernelConfig } from '@tensorflow/tfjs-core';
import { binaryKernels } from './binary.ts';
import { fillKernels } from './fill.ts';
import { layoutKernels } from './layout.ts';
import { matmulKernels } from './matmul.ts';
import { reduceKernels } from './reduce.ts';
import { inheritedFunc, type Replacement } from './replacement.ts';
import { unaryKernels } from './unary.ts';

const replacements = new Map<string, Replacement>(
  [binaryKernels, unaryKernels, reduceKernels, matmulKernels, layoutKernels, fillKernels]
    .flat()
    .map((replacement) => [replacement.name, replacement]),
);

/** A kernel of tfjs-cpu for this backend, by the faster way where there is one. */
export function inherited(kernel: KernelConfig): KernelConfig {
  const kernelFunc = inheritedFunc(kernel.kernelFunc, replacements.get(kernel.kernelName));
  return { ...kernel, backendName: 'simd', kernelFunc };
}
