import type { ParamInfo } from './model.ts';

/** `weight` [out, in] and `bias` [out], drawn as torch.nn.Linear's. */
export function denseLayout(name: string, inputs: number, outputs: number): ParamInfo[] {
  return [
    { name: `${name}.weight`, shape: [outputs, inputs], init: { kind: 'fan-in', fan: inputs } },
    { name: `${name}.bias`, shape: [outputs], init: { kind: 'fan-in', fan: inputs } },
  ];
}

/** Named and drawn as torch.nn.GRU's (`gates` 3) and torch.nn.LSTM's (4), one layer. */
export function recurrentLayout(layer: number, gates: number, inputs: number, units: number): ParamInfo[] {
  const init = { kind: 'fan-in', fan: units } as const;
  return [
    { name: `rnn.weight_ih_l${layer}`, shape: [gates * units, inputs], init },
    { name: `rnn.weight_hh_l${layer}`, shape: [gates * units, units], init },
    { name: `rnn.bias_ih_l${layer}`, shape: [gates * units], init },
    { name: `rnn.bias_hh_l${layer}`, shape: [gates * units], init },
  ];
}
