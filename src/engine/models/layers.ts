import type { ParamInfo } from './model.ts';

/** `weight` [out, in] and `bias` [out], drawn as torch.nn.Linear's. */
export function denseLayout(name: string, inputs: number, outputs: number): ParamInfo[] {
  return [
    { name: `${name}.weight`, shape: [outputs, inputs], init: { kind: 'fan-in', fan: inputs } },
    { name: `${name}.bias`, shape: [outputs], init: { kind: 'fan-in', fan: inputs } },
  ];
}

/** `weight` and `bias` [size], from one and zero as torch.nn.LayerNorm's. */
export function normLayout(name: string, size: number): ParamInfo[] {
  return [
    { name: `${name}.weight`, shape: [size], init: { kind: 'constant', value: 1 } },
    { name: `${name}.bias`, shape: [size], init: { kind: 'constant', value: 0 } },
  ];
}

/**
 * Named and drawn as torch.nn.GRU's (`gates` 3) and torch.nn.LSTM's (4), one layer.
 * @param direction `_reverse` for the backward half of a bidirectional layer
 */
export function recurrentLayout(
  layer: number,
  gates: number,
  inputs: number,
  units: number,
  direction = '',
): ParamInfo[] {
  const init = { kind: 'fan-in', fan: units } as const;
  const own = `l${layer}${direction}`;
  return [
    { name: `rnn.weight_ih_${own}`, shape: [gates * units, inputs], init },
    { name: `rnn.weight_hh_${own}`, shape: [gates * units, units], init },
    { name: `rnn.bias_ih_${own}`, shape: [gates * units], init },
    { name: `rnn.bias_hh_${own}`, shape: [gates * units], init },
  ];
}

/**
 * `weight` [out, in, kh, kw] and `bias` [out]: drawn as torch.nn.Conv2d's (`fan-in`), or larger, as a ReLU wants it, from
 * a bias of zero (`he`).
 */
export function convLayout(
  name: string,
  shape: readonly [outputs: number, inputs: number, kh: number, kw: number],
  draw: 'fan-in' | 'he',
): ParamInfo[] {
  const [outputs, inputs, kh, kw] = shape;
  const init = { kind: draw, fan: inputs * kh * kw };
  return [
    { name: `${name}.weight`, shape, init },
    { name: `${name}.bias`, shape: [outputs], init: draw === 'he' ? { kind: 'constant', value: 0 } : init },
  ];
}
