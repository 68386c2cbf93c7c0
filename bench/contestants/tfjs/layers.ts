import * as tf from '@tensorflow/tfjs';
import { CNN, DNN, LEARNING_RATE, SPEECH, UNITS, type NetId } from '../../works/net.ts';

/** tfjs draws its default for recurrent weights, orthogonal, for seconds before the first step. */
const cell = {
  units: UNITS,
  returnSequences: true,
  recurrentActivation: 'sigmoid',
  recurrentInitializer: 'glorotUniform',
} as const;

type Head = readonly tf.layers.Layer[];

const overTime = (): Head => [
  tf.layers.globalAveragePooling1d({}),
  tf.layers.dense({ units: SPEECH.classes, activation: 'softmax' }),
];

const builders: Readonly<Record<NetId, () => readonly tf.layers.Layer[]>> = {
  dnn: () => [
    tf.layers.flatten(),
    ...Array.from({ length: DNN.hidden }, () => tf.layers.dense({ units: DNN.units, activation: 'relu' })),
    tf.layers.dense({ units: SPEECH.classes, activation: 'softmax' }),
  ],
  cnn: () => {
    const { channels, kernel, stride, padding, blocks } = CNN;
    const bands = Math.floor((SPEECH.bins + 2 * padding[1] - kernel[1]) / stride[1]) + 1;
    const separable = Array.from({ length: blocks }, () => [
      tf.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', activation: 'relu' }),
      tf.layers.conv2d({ filters: channels, kernelSize: 1, activation: 'relu' }),
    ]);
    return [
      tf.layers.reshape({ targetShape: [SPEECH.frames, SPEECH.bins, 1] }),
      tf.layers.zeroPadding2d({ padding: [padding[0], padding[1]] }),
      tf.layers.conv2d({ filters: channels, kernelSize: [...kernel], strides: [...stride], activation: 'relu' }),
      ...separable.flat(),
      tf.layers.reshape({ targetShape: [-1, bands * channels] }),
      ...overTime(),
    ];
  },
  gru: () => [tf.layers.gru(cell), ...overTime()],
  lstm: () => [tf.layers.lstm(cell), ...overTime()],
  bigru: () => [
    ...[1, 2].map(() => tf.layers.bidirectional({ layer: tf.layers.gru(cell), mergeMode: 'concat' })),
    ...overTime(),
  ],
};

/**
 * The net by tf.layers, ready for `trainOnBatch`. Its GRU has one bias a gate instead of two and resets before the
 * product: nearly the same work, not the same function.
 */
export function layersModel(id: NetId): tf.LayersModel {
  const input = tf.input({ shape: [SPEECH.frames, SPEECH.bins] });
  const output = builders[id]().reduce<tf.SymbolicTensor>((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  const model = tf.model({ inputs: input, outputs: output });
  model.compile({ optimizer: tf.train.adam(LEARNING_RATE), loss: 'categoricalCrossentropy' });
  return model;
}
