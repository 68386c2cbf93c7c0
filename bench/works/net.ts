import { costOf } from '../../src/engine/models/cost.ts';
import { denseLayout, recurrentLayout } from '../../src/engine/models/layers.ts';
import { models } from '../../src/engine/models/catalog.ts';
import type { NetShape, ParamInfo } from '../../src/engine/models/model.ts';

/** What every net is fed: 98 frames of 40 features, 12 classes. */
export const SPEECH: NetShape = { frames: 98, bins: 40, classes: 12 };

export const LEARNING_RATE = 1e-3;

/** Every contestant builds its nets from these; kernel, stride and padding are frames by bands. */
export const CNN = { channels: 64, kernel: [10, 4], stride: [2, 2], padding: [5, 1], blocks: 2 } as const;
export const DNN = { units: 256, hidden: 2 } as const;
/** Units of a recurrent layer, in each direction. */
export const UNITS = 128;

export const netIds = ['dnn', 'cnn', 'gru', 'lstm', 'bigru'] as const;
export type NetId = (typeof netIds)[number];

/** One net of the benchmark: pure arithmetic. */
export interface BenchNet {
  readonly id: NetId;
  readonly title: string;
  /** The family of the studio whose self-test says whether a backend may train it. */
  readonly family: string;
  readonly layout: readonly ParamInfo[];
  readonly parameters: number;
  /** Multiply-accumulates of one forward pass of one clip. */
  readonly macs: number;
  /** Those of them whose input is data: it needs no gradient. */
  readonly dataMacs: number;
}

const titles: Readonly<Record<NetId, string>> = {
  dnn: 'DNN 3920-256-256-12',
  cnn: 'CNN, 64 of 10x4 stride 2, two depthwise-separable 64',
  gru: 'GRU 128',
  lstm: 'LSTM 128',
  bigru: 'bidirectional GRU 2x128',
};

const GRU_GATES = 3;
const LSTM_GATES = 4;
export const BIDIRECTIONAL_LAYERS = 2;

/** Settings of the studio's own families. */
export const familySettings: Readonly<Record<Exclude<NetId, 'bigru'>, Readonly<Record<string, number>>>> = {
  dnn: { width: DNN.units, depth: DNN.hidden, dropout: 0 },
  cnn: { width: CNN.channels, depth: CNN.blocks, dropout: 0 },
  gru: { width: UNITS, depth: 1, dropout: 0 },
  lstm: { width: UNITS, depth: 1, dropout: 0 },
};

/** Multiply-accumulates of the first layer's input side, one clip. */
function dataMacsOf(id: NetId): number {
  const { frames, bins } = SPEECH;
  switch (id) {
    case 'dnn':
      return frames * bins * DNN.units;
    case 'cnn': {
      const [rows, columns] = CNN.kernel;
      return cnnPositions() * CNN.channels * rows * columns;
    }
    case 'gru':
      return frames * GRU_GATES * UNITS * bins;
    case 'lstm':
      return frames * LSTM_GATES * UNITS * bins;
    case 'bigru':
      return 2 * frames * GRU_GATES * UNITS * bins;
  }
}

function cnnPositions(): number {
  const along = (size: number, axis: 0 | 1): number =>
    Math.floor((size + 2 * CNN.padding[axis] - CNN.kernel[axis]) / CNN.stride[axis]) + 1;
  return along(SPEECH.frames, 0) * along(SPEECH.bins, 1);
}

/** Weights of both directions of each layer, named as torch.nn.GRU's, then the dense layer. */
function bidirectionalLayout(): ParamInfo[] {
  const layers = Array.from({ length: BIDIRECTIONAL_LAYERS }, (_, layer) => {
    const own = recurrentLayout(layer, GRU_GATES, layer === 0 ? SPEECH.bins : 2 * UNITS, UNITS);
    return [...own, ...own.map((info) => ({ ...info, name: `${info.name}_reverse` }))];
  });
  return [...layers.flat(), ...denseLayout('head', 2 * UNITS, SPEECH.classes)];
}

function bidirectionalMacs(): number {
  const aFrame = (inputs: number): number => 2 * GRU_GATES * UNITS * (inputs + UNITS);
  const layers = aFrame(SPEECH.bins) + (BIDIRECTIONAL_LAYERS - 1) * aFrame(2 * UNITS);
  return SPEECH.frames * layers + 2 * UNITS * SPEECH.classes;
}

/** The net of a work. */
export function netOf(id: NetId): BenchNet {
  const own = id === 'bigru' ? null : { family: models.get(id), settings: familySettings[id] };
  const layout = own ? own.family.layout(SPEECH, own.settings) : bidirectionalLayout();
  const { parameters, macs } = own ? own.family.cost(SPEECH, own.settings) : costOf(layout, bidirectionalMacs());
  const family = own ? own.family.id : 'gru';
  return { id, title: titles[id], family, layout, parameters, macs, dataMacs: dataMacsOf(id) };
}
