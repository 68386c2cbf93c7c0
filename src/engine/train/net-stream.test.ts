import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinFloats } from '../core/join-arrays.ts';
import type { ParamValues } from '../core/param-spec.ts';
import { Rng } from '../core/rng.ts';
import { models } from '../models/catalog.ts';
import { streamGeometryOf } from '../models/streaming.ts';
import { drawInitial, memory, tensor, type Tensor } from '../tensor/index.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { NetStream } from './net-stream.ts';
import { frozenParams, layoutOf, Net } from './net.ts';

const shape = { frames: 20, bins: 7, windowSamples: 0 };
const CLASSES = 5;

/** Nets that can stream, of every kind of memory: none, frames around, states, both, answers to some frames alone. */
const streaming: readonly (readonly [family: string, settings: ParamValues])[] = [
  ['deepspeech2-mini', { channels: 3, width: 9, depth: 2, stride: 2, dropout: 0.5, directions: 'forward' }],
  [
    'deepspeech2-mini',
    { channels: 2, width: 8, depth: 1, stride: 4, dropout: 0, directions: 'forward', norm: 'layer' },
  ],
  ['deepspeech2-mini', { channels: 2, width: 5, depth: 3, stride: 1, dropout: 0, directions: 'forward' }],
  ['frame-dnn', { context: 3, width: 6, depth: 2, dropout: 0 }],
  ['frame-dnn', { context: 0, width: 6, depth: 1, dropout: 0 }],
  ['frame-dnn', { context: 2, width: 5, depth: 1, stride: 3, dropout: 0 }],
  ['frame-rnn', { width: 6, depth: 2, dropout: 0, cell: 'gru', directions: 'forward' }],
];

async function netOf(family: string, settings: ParamValues): Promise<Net> {
  const layout = layoutOf(family, settings, shape, CLASSES);
  // Larger than drawn for training: what is carried shall show.
  const weights = drawInitial(layout, Rng.fromSeed(3)).map((weight) => 2 * weight);
  return Net.create(family, settings, shape, CLASSES, frozenParams(layout, weights));
}

const clip = (frames: number, seed: number): Float32Array => {
  const rng = Rng.fromSeed(seed);
  return Float32Array.from({ length: frames * shape.bins }, () => rng.normal());
};

/** Logits of a clip that comes in chunks of so many frames. */
async function inChunks(stream: NetStream, frames: Float32Array, chunks: readonly number[]): Promise<Float32Array[]> {
  const told: Float32Array[] = [];
  let at = 0;
  for (const chunk of chunks) {
    told.push(await stream.push(frames.subarray(at * shape.bins, (at + chunk) * shape.bins)));
    at += chunk;
  }
  told.push(await stream.end());
  return told;
}

const chunked = fc.record({
  chunks: fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 10, max: 150 })), {
    minLength: 1,
    maxLength: 9,
  }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe.each(['simd', 'cpu'] as const)('a stream on %s', (backend) => {
  beforeAll(() => useBackend(backend));
  afterAll(() => useBackend('simd'));

  it.each(streaming)('of %s %j answers as to the whole, however it is cut', async (family, settings) => {
    const net = await netOf(family, settings);
    await fc.assert(
      fc.asyncProperty(chunked, async ({ chunks, seed }) => {
        const length = chunks.reduce((sum, chunk) => sum + chunk, 0);
        fc.pre(length > 0);
        const frames = clip(length, seed);
        const before = memory().numTensors;
        const stream = net.stream()!;
        const told = joinFloats(await inChunks(stream, frames, chunks));
        stream.dispose();
        expect(memory().numTensors).toBe(before);
        const whole = await net.infer(frames, 1);
        expect(told).toHaveLength(whole.length);
        const off = whole.map((value, i) => Math.abs(value - told[i]!) / Math.max(1, Math.abs(value)));
        expect(Math.max(...off)).toBeLessThan(1e-5);
      }),
      { numRuns: backend === 'simd' ? 25 : 4 },
    );
    net.dispose();
  });
});

describe('a stream', () => {
  beforeAll(() => useBackend('simd'));

  it('tells each answer as soon as the frames after it are there', async () => {
    for (const [family, settings] of streaming) {
      const net = await netOf(family, settings);
      const { after, stride } = streamGeometryOf(family, settings)!;
      const stream = net.stream()!;
      let told = 0;
      for (let frames = 1; frames <= 30; frames++) {
        told += (await stream.push(clip(1, frames))).length / CLASSES;
        expect(told, `${family} after ${frames} frames`).toBe(
          Math.max(0, Math.floor((frames - 1 - after) / stride) + 1),
        );
      }
      stream.dispose();
      net.dispose();
    }
  });

  it('costs the same for a chunk at the beginning and after a minute, and no answer twice', async () => {
    const [family, settings] = streaming[0]!;
    const net = await netOf(family, settings);
    const geometry = streamGeometryOf(family, settings)!;
    /** Multiply-accumulates of what the net was given: as of an utterance of so many answers. */
    let macs = 0;
    const counted = {
      shape,
      goOn(x: Tensor, carried: readonly Tensor[]) {
        const answer = net.goOn(x, carried);
        const frames = answer.outLengths[0]! * geometry.stride;
        macs += models.get(family).cost({ frames, bins: shape.bins, classes: CLASSES }, settings).macs;
        return answer;
      },
    };
    const stream = new NetStream(counted, geometry);
    const costs: number[] = [];
    const tensors: number[] = [];
    for (let chunk = 0; chunk < 600; chunk++) {
      macs = 0;
      await stream.push(clip(10, chunk));
      costs.push(macs);
      tensors.push(memory().numTensors);
    }
    expect(new Set(costs.slice(1))).toEqual(new Set([costs[599]]));
    expect(new Set(tensors).size).toBe(1);
    const { cost } = models.get(family);
    const whole = cost({ frames: 6000, bins: shape.bins, classes: CLASSES }, settings).macs;
    macs = 0;
    await stream.end();
    expect(costs.reduce((sum, one) => sum + one, macs)).toBe(whole);
    stream.dispose();
    net.dispose();
  });

  it('is not to be had of nets that hear the end first', async () => {
    for (const [family, settings] of [
      ['deepspeech2-mini', { channels: 2, width: 5, depth: 1, dropout: 0, directions: 'both' }],
      ['frame-rnn', { width: 5, depth: 1, dropout: 0, cell: 'gru', directions: 'both' }],
      ['frame-rnn', { width: 5, depth: 1, dropout: 0, cell: 'lstm', directions: 'forward' }],
      ['gru', { width: 5, depth: 1, dropout: 0 }],
    ] as const) {
      const net = await netOf(family, settings);
      expect(net.stream()).toBeNull();
      net.dispose();
    }
  });

  it('takes no gradient through a state', async () => {
    const net = await netOf(...streaming[0]!);
    const { valueAndGradients, mean, dispose } = await import('../tensor/index.ts');
    const x = tensor(clip(8, 1), [1, 8, shape.bins]);
    const { states = [] } = net.goOn(x, []);
    expect(() => valueAndGradients([x], () => ({ total: mean(net.goOn(x, states).logits), named: {} }))).toThrow(
      RangeError,
    );
    dispose([...states, x]);
    net.dispose();
  });
});
