import type { ParamInfo } from './model.ts';

/** `weight` [out, in] and `bias` [out], drawn as torch.nn.Linear's. */
export function denseLayout(name: string, inputs: number, outputs: number): ParamInfo[] {
  return [
    { name: `${name}.weight`, shape: [outputs, inputs], init: { kind: 'fan-in', fan: inputs } },
    { name: `${name}.bias`, shape: [outputs], init: { kind: 'fan-in', fan: inputs } },
  ];
}
