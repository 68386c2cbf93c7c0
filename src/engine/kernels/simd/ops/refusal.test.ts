import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { fusedOps, valueAndGradients } from '../../../tensor/index.ts';
import type { AdamState, RecurrentWeights } from '../../../tensor/ops/contract.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { simd } from '../backend.ts';

/** An operation with its way back, ready to be tried again and again. */
interface Operation {
  /** All tensors that it needs, which it must leave as they are. */
  readonly inputs: tf.Tensor[];
  /** What it gives: new tensors. */
  readonly attempt: () => tf.Tensor[];
}

const differentiated = (inputs: tf.Tensor[], operation: () => tf.Tensor): Operation => ({
  inputs,
  attempt: () => {
    const { total, gradients } = valueAndGradients(inputs, () => ({
      total: tf.sum<tf.Scalar>(operation()),
      named: {},
    }));
    return [total, ...gradients];
  },
});

function dense(): Operation {
  const [x, w, b] = [tf.ones([300, 64]), tf.ones([64, 64]), tf.zeros([64])] as [tf.Tensor, tf.Tensor, tf.Tensor];
  return differentiated([x, w, b], () => fusedOps().dense(x, w, b, { activation: 'relu' }));
}

/** Several chunks of rows, whose sums are temporaries too. */
function recurrent(kind: 'gru' | 'lstm'): Operation {
  const [batch, inputs, units, gates] = [40, 50, 24, kind === 'gru' ? 3 : 4];
  const x = tf.ones([batch, 3, inputs]);
  const weights: RecurrentWeights = {
    input: tf.ones([gates * units, inputs]),
    hidden: tf.ones([gates * units, units]),
    inputBias: tf.zeros([gates * units]),
    hiddenBias: tf.zeros([gates * units]),
  };
  const { input, hidden, inputBias, hiddenBias } = weights;
  return differentiated([input, hidden, inputBias, hiddenBias, x], () => fusedOps()[kind](x, weights));
}

function convolution(name: 'conv2d' | 'depthwiseConv2d'): Operation {
  const [x, w] = [tf.ones([3, 40, 20, 8]), tf.ones([8, name === 'conv2d' ? 8 : 1, 3, 3])];
  const b = tf.zeros([8]);
  const options = { stride: [2, 1], padding: [1, 1], activation: 'relu' } as const;
  return differentiated([w, b, x], () => fusedOps()[name](x, w, b, options));
}

function loss(name: 'softmaxCrossEntropy' | 'distillKl'): Operation {
  const [logits, other, weights] = [tf.ones([9000, 12]), tf.ones([9000, 12]), tf.ones([9000])] as tf.Tensor[];
  const { attempt } = differentiated([logits!], () =>
    name === 'distillKl'
      ? fusedOps().distillKl(logits!, other!, 2, weights!)
      : fusedOps().softmaxCrossEntropy(logits!, other!, weights!),
  );
  return { inputs: [logits!, other!, weights!], attempt };
}

function ctc(): Operation {
  const logits: tf.Tensor = tf.ones([3, 40, 70]);
  const targets = {
    lengths: Int32Array.of(40, 3, 20),
    labels: Int32Array.from({ length: 60 }, (_, i) => 1 + (i % 60)),
    labelLengths: Int32Array.of(20, 7, 0),
    blank: 0,
  };
  // The second does not fit.
  const fits = tf.tensor1d([true, false, true], 'bool');
  const { attempt } = differentiated([logits], () => {
    const losses = fusedOps().ctc(logits, targets);
    return tf.where(fits, losses, tf.zerosLike(losses));
  });
  return { inputs: [logits, fits], attempt };
}

/** Its tensors have clones, which it must not change: so it has to copy them. */
function adam(): Operation {
  const part = () => [tf.ones([3000]), tf.ones([70_000])];
  const [params, moment1, moment2, gradients] = [part(), part(), part(), part()];
  const step = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipNorm: 1, step: 1, learningRate: 0.1 };
  return {
    inputs: [params, moment1, moment2, gradients].flat(),
    attempt: () => {
      const clone = (tensors: tf.Tensor[]): tf.Tensor[] => tensors.map((tensor) => tensor.clone());
      const state: AdamState = { params: clone(params), moment1: clone(moment1), moment2: clone(moment2) };
      const all = ({ params, moment1, moment2 }: AdamState) => [...params, ...moment1, ...moment2];
      try {
        return all(fusedOps().adam(state, gradients, step));
      } catch (thrown) {
        // What was handed in is still there, and still the caller's.
        for (const tensor of all(state)) {
          expect(tensor.isDisposed).toBe(false);
          tensor.dispose();
        }
        throw thrown;
      }
    },
  };
}

const operations: [string, () => Operation][] = [
  ['dense', dense],
  ['gru', () => recurrent('gru')],
  ['lstm', () => recurrent('lstm')],
  ['conv2d', () => convolution('conv2d')],
  ['depthwiseConv2d', () => convolution('depthwiseConv2d')],
  ['softmaxCrossEntropy', () => loss('softmaxCrossEntropy')],
  ['distillKl', () => loss('distillKl')],
  ['ctc', ctc],
  ['adam', adam],
];

const inUse = () => ({
  tensors: tf.memory().numTensors,
  dataIds: tf.backend().numDataIds(),
  bytes: simd().machine.heap.usedBytes,
});

/** Tensors in all memory that there is. Room that nobody writes to costs nothing, until 4 GiB of addresses are spent. */
function takeAll(): tf.Tensor[] {
  const taken: tf.Tensor[] = [];
  for (let floats = 2 ** 28; floats >= 1; floats /= 2) {
    try {
      for (;;) taken.push(simd().create([floats]));
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'train/out-of-memory' });
    }
  }
  return taken;
}

const read = (tensors: tf.Tensor[]): Float32Array[] => tensors.map((tensor) => tensor.dataSync<'float32'>());

describe('where memory is at its end', () => {
  beforeAll(() => useBackend('simd'));

  it.each(operations)('%s fails at any of its allocations without a trace', (_, make) => {
    const before = inUse();
    const { inputs, attempt } = make();
    const known = attempt();
    const values = read(known);
    tf.dispose(known);
    const given = read(inputs);
    const all = inUse();
    const taken = takeAll();
    let failures = 0;
    // Each round gives a little more room, so that the operation fails at another place.
    for (let done = false; !done; taken.pop()?.dispose()) {
      const held = inUse();
      try {
        const got = attempt();
        expect(read(got)).toEqual(values);
        tf.dispose(got);
        done = true;
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'train/out-of-memory' });
        failures++;
      }
      expect(inUse()).toEqual(held);
    }
    expect(failures).toBeGreaterThan(3);
    tf.dispose(taken);
    expect(inUse()).toEqual(all);
    expect(read(inputs)).toEqual(given);
    tf.dispose(inputs);
    expect(inUse()).toEqual(before);
  });
});
