import * as tf from '@tensorflow/tfjs';
import { CNN, DNN, netOf, SPEECH, UNITS, type NetId } from '../../works/net.ts';

/** A net as a user of tfjs would write it: variables and plain operations. */
export interface StockNet {
  readonly variables: readonly tf.Variable[];
  /** [B, T, F] to logits, [B, K]. */
  forward(x: tf.Tensor3D): tf.Tensor2D;
}

/** Uniform in +-1/sqrt(fan), as PyTorch's layers. */
class Variables {
  readonly all: tf.Variable[] = [];

  make(shape: number[], fan: number): tf.Variable {
    const bound = 1 / Math.sqrt(fan);
    const variable = tf.variable(tf.randomUniform(shape, -bound, bound));
    this.all.push(variable);
    return variable;
  }

  dense(inputs: number, outputs: number): (x: tf.Tensor2D) => tf.Tensor2D {
    const [w, b] = [this.make([inputs, outputs], inputs), this.make([outputs], inputs)];
    return (x) => tf.add(tf.matMul(x, w as tf.Tensor2D), b);
  }
}

type Layer = (x: tf.Tensor3D, reverse: boolean) => tf.Tensor3D;

/** [B, T, I] to [B, T, H]; gates r, z, n with the reset after the product, as PyTorch's. */
function gru(variables: Variables, inputs: number): Layer {
  const [input, hidden] = [variables.make([inputs, 3 * UNITS], UNITS), variables.make([UNITS, 3 * UNITS], UNITS)];
  const [inputBias, hiddenBias] = [variables.make([3 * UNITS], UNITS), variables.make([3 * UNITS], UNITS)];
  return (x, reverse) =>
    overFrames(x, input, inputBias, reverse, (own, [state]) => {
      const products = tf.add(tf.matMul(state!, hidden as tf.Tensor2D), hiddenBias);
      const [xr, xz, xn] = tf.split(own, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
      const [hr, hz, hn] = tf.split(products, 3, 1) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
      const [r, z] = [tf.sigmoid(tf.add(xr, hr)), tf.sigmoid(tf.add(xz, hz))];
      const n = tf.tanh(tf.add(xn, tf.mul(r, hn)));
      return [tf.add(n, tf.mul(z, tf.sub(state!, n)))];
    });
}

/** [B, T, I] to [B, T, H]; gates i, f, g, o. */
function lstm(variables: Variables, inputs: number): Layer {
  const [input, hidden] = [variables.make([inputs, 4 * UNITS], UNITS), variables.make([UNITS, 4 * UNITS], UNITS)];
  const [inputBias, hiddenBias] = [variables.make([4 * UNITS], UNITS), variables.make([4 * UNITS], UNITS)];
  return (x, reverse) =>
    overFrames(x, input, inputBias, reverse, (own, [state, cell]) => {
      const gates = tf.add(tf.add(own, tf.matMul(state!, hidden as tf.Tensor2D)), hiddenBias);
      const [i, f, g, o] = tf.split(gates, 4, 1);
      const next = tf.add<tf.Tensor2D>(
        tf.mul(tf.sigmoid(f!), cell ?? tf.zerosLike(state!)),
        tf.mul(tf.sigmoid(i!), tf.tanh(g!)),
      );
      return [tf.mul(tf.sigmoid(o!), tf.tanh(next)), next];
    });
}

/** The input side of all frames is one product; the rest goes frame by frame. */
function overFrames(
  x: tf.Tensor3D,
  input: tf.Variable,
  bias: tf.Variable,
  reverse: boolean,
  step: (own: tf.Tensor2D, states: readonly tf.Tensor2D[]) => tf.Tensor2D[],
): tf.Tensor3D {
  const [batch, frames, inputs] = x.shape;
  const all = tf.add(tf.matMul(tf.reshape(x, [batch * frames, inputs]), input as tf.Tensor2D), bias);
  const own = tf.unstack(tf.reshape(all, [batch, frames, input.shape[1]!]), 1) as tf.Tensor2D[];
  const states: tf.Tensor2D[] = [];
  let last: tf.Tensor2D[] = [tf.zeros([batch, UNITS])];
  for (const frame of reverse ? own.reverse() : own) {
    last = step(frame, last);
    states.push(last[0]!);
  }
  return tf.stack(reverse ? states.reverse() : states, 1) as tf.Tensor3D;
}

function recurrent(layer: (variables: Variables, inputs: number) => Layer): StockNet {
  const variables = new Variables();
  const apply = layer(variables, SPEECH.bins);
  const head = variables.dense(UNITS, SPEECH.classes);
  return { variables: variables.all, forward: (x) => head(tf.mean(apply(x, false), 1)) };
}

function bidirectional(): StockNet {
  const variables = new Variables();
  const layers = [SPEECH.bins, 2 * UNITS].map((inputs) => [gru(variables, inputs), gru(variables, inputs)] as const);
  const head = variables.dense(2 * UNITS, SPEECH.classes);
  return {
    variables: variables.all,
    forward: (x) => {
      const states = layers.reduce<tf.Tensor3D>(
        (hidden, [there, back]) => tf.concat([there(hidden, false), back(hidden, true)], 2),
        x,
      );
      return head(tf.mean(states, 1));
    },
  };
}

function dnn(): StockNet {
  const variables = new Variables();
  const sizes = [SPEECH.frames * SPEECH.bins, ...new Array<number>(DNN.hidden).fill(DNN.units)];
  const layers = sizes.slice(1).map((units, i) => variables.dense(sizes[i]!, units));
  const head = variables.dense(DNN.units, SPEECH.classes);
  return {
    variables: variables.all,
    forward: (x) =>
      head(
        layers.reduce<tf.Tensor2D>(
          (hidden, layer) => tf.relu(layer(hidden)),
          tf.reshape(x, [-1, SPEECH.frames * SPEECH.bins]),
        ),
      ),
  };
}

function cnn(): StockNet {
  const variables = new Variables();
  const { channels, kernel, stride, padding, blocks } = CNN;
  const conv = (size: readonly [number, number], inputs: number) => {
    const fan = size[0] * size[1] * inputs;
    return [variables.make([...size, inputs, channels], fan), variables.make([channels], fan)] as const;
  };
  const stem = conv(kernel, 1);
  const separable = Array.from({ length: blocks }, () => ({
    depthwise: [variables.make([3, 3, channels, 1], 9), variables.make([channels], 9)] as const,
    pointwise: conv([1, 1], channels),
  }));
  const [rows, columns] = padding;
  const bands = Math.floor((SPEECH.bins + 2 * columns - kernel[1]) / stride[1]) + 1;
  const head = variables.dense(bands * channels, SPEECH.classes);
  return {
    variables: variables.all,
    forward: (x) => {
      const image = tf.pad<tf.Tensor4D>(tf.reshape(x, [-1, SPEECH.frames, SPEECH.bins, 1]), [
        [0, 0],
        [rows, rows],
        [columns, columns],
        [0, 0],
      ]);
      const stride2d: [number, number] = [stride[0], stride[1]];
      let hidden = tf.relu<tf.Tensor4D>(tf.add(tf.conv2d(image, stem[0] as tf.Tensor4D, stride2d, 'valid'), stem[1]));
      for (const { depthwise, pointwise } of separable) {
        const own = tf.relu<tf.Tensor4D>(
          tf.add(tf.depthwiseConv2d(hidden, depthwise[0] as tf.Tensor4D, 1, 'same'), depthwise[1]),
        );
        hidden = tf.relu(tf.add(tf.conv2d(own, pointwise[0] as tf.Tensor4D, 1, 'valid'), pointwise[1]));
      }
      const pooled = tf.mean(tf.reshape(hidden, [hidden.shape[0], hidden.shape[1], bands * channels]), 1);
      return head(pooled as tf.Tensor2D);
    },
  };
}

const builders: Readonly<Record<NetId, () => StockNet>> = {
  dnn,
  cnn,
  gru: () => recurrent(gru),
  lstm: () => recurrent(lstm),
  bigru: bidirectional,
};

/** @throws Error when it is not the same net by its number of parameters */
export function stockNet(id: NetId): StockNet & { readonly parameters: number } {
  const net = builders[id]();
  const parameters = net.variables.reduce((total, { size }) => total + size, 0);
  if (parameters !== netOf(id).parameters) throw new Error(`${parameters} parameters are not those of ${id}`);
  return { ...net, parameters };
}
