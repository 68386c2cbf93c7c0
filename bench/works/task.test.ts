import { describe, expect, it } from 'vitest';
import { netIds, netOf, type NetId } from './net.ts';
import { flopsOf, workOf } from './task.ts';

interface Product {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  /** Its left side is data. */
  readonly ofData?: boolean;
}

const B = 3;
const T = 98;

/** Every product of a forward pass, written out. */
const products: Readonly<Record<NetId, readonly Product[]>> = {
  dnn: [
    { m: B, k: 3920, n: 256, ofData: true },
    { m: B, k: 256, n: 256 },
    { m: B, k: 256, n: 12 },
  ],
  cnn: [
    { m: B * 50 * 20, k: 40, n: 64, ofData: true },
    ...[1, 2].flatMap(() => [
      // A depthwise filter is a product of one column for each channel.
      { m: B * 50 * 20 * 64, k: 9, n: 1 },
      { m: B * 50 * 20, k: 64, n: 64 },
    ]),
    { m: B, k: 20 * 64, n: 12 },
  ],
  gru: [
    { m: B * T, k: 40, n: 384, ofData: true },
    { m: B * T, k: 128, n: 384 },
    { m: B, k: 128, n: 12 },
  ],
  lstm: [
    { m: B * T, k: 40, n: 512, ofData: true },
    { m: B * T, k: 128, n: 512 },
    { m: B, k: 128, n: 12 },
  ],
  bigru: [
    ...[1, 2].flatMap(() => [
      { m: B * T, k: 40, n: 384, ofData: true },
      { m: B * T, k: 128, n: 384 },
      { m: B * T, k: 256, n: 384 },
      { m: B * T, k: 128, n: 384 },
    ]),
    { m: B, k: 256, n: 12 },
  ],
};

describe('operations of a step', () => {
  it.each(netIds)('%s: two a multiply-add, forward, for the weights and for what is no data', (net) => {
    const expected = products[net].reduce((sum, { m, k, n, ofData }) => sum + 2 * m * k * n * (ofData ? 2 : 3), 0);
    expect(flopsOf({ kind: 'net', net, batch: B })).toBe(expected);
  });

  it('recogniser: those of its convolution, its layers and its head', () => {
    const [B, out, classes] = [2, 134, 30];
    const layers = 2 * 384 * (640 + 128) + 2 * 384 * (256 + 128);
    const expected = 2 * B * out * (2 * 20 * 32 * 25 + 3 * (layers + 256 * classes));
    expect(flopsOf({ kind: 'recogniser', batch: B, frames: 268, classes, labels: 9 })).toBe(expected);
  });

  it('of a product are those of its sides', () => {
    const shape = { m: 2, k: 3, n: 5, transposeA: true, transposeB: false, use: '' };
    expect(flopsOf({ kind: 'product', shape })).toBe(60);
    expect(workOf({ kind: 'product', shape })).toBe("product 2x3' 3x5");
  });
});

describe('nets', () => {
  it('have the parameters that PyTorch counts', () => {
    const recurrent = (gates: number, inputs: number): number => gates * 128 * (inputs + 128 + 2);
    expect(Object.fromEntries(netIds.map((id) => [id, netOf(id).parameters]))).toEqual({
      dnn: 3920 * 256 + 256 + 256 * 256 + 256 + 256 * 12 + 12,
      cnn: 64 * 40 + 64 + 2 * (64 * 9 + 64 + 64 * 64 + 64) + 1280 * 12 + 12,
      gru: recurrent(3, 40) + 128 * 12 + 12,
      lstm: recurrent(4, 40) + 128 * 12 + 12,
      bigru: 2 * (recurrent(3, 40) + recurrent(3, 256)) + 256 * 12 + 12,
    });
  });

  it('have a name of their own for every parameter', () => {
    for (const id of netIds) {
      const names = netOf(id).layout.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
