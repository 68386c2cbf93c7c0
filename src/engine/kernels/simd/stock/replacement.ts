import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.ts';

/** A faster way for some inputs of a stock kernel. */
export interface Replacement {
  /** The kernel's name in tfjs. */
  readonly name: string;
  /** @returns null for inputs that are left to the stock kernel */
  compute(backend: SimdBackend, inputs: NamedTensorInfoMap, attrs: NamedAttrMap): TensorInfo | TensorInfo[] | null;
}

/** A kernel of tfjs-cpu on this backend, by the faster way where there is one. */
export function inheritedFunc(stock: KernelFunc, replacement?: Replacement): KernelFunc {
  return (params) => {
    const backend = params.backend as SimdBackend;
    const faster = replacement?.compute(backend, params.inputs, params.attrs ?? {});
    return faster ?? backend.runStock(() => stock(params));
  };
}

/** A float32 tensor of the inputs; null where it is of another type or missing. */
export function floatInput(inputs: NamedTensorInfoMap, name: string): TensorInfo | null {
  const input = inputs[name];
  return input?.dtype === 'float32' ? input : null;
}
