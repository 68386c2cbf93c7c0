import * as tf from '@tensorflow/tfjs';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { madeUpBatch, madeUpMatrix } from '../../works/made-up.ts';
import { LEARNING_RATE, SPEECH, type NetId } from '../../works/net.ts';
import type { ProductShape } from '../../works/task.ts';
import type { BackendFacts, Contestant, Ready, Setting } from '../contestant.ts';
import { repeatsFor } from '../repeats.ts';
import { layersModel } from './layers.ts';
import { stockNet } from './nets.ts';

/** Addresses of tfjs-wasm's binaries by their names, or the folder that holds them. */
export type StockWasmPaths = Parameters<typeof setWasmPaths>[0];

/** The backends of stock tfjs, as it comes: nothing of Stillhouse is loaded beside it. */
const backends = ['wasm', 'webgl', 'webgpu', 'cpu'];

/**
 * Stock tfjs.
 * @param api `ops`: variables and plain operations; `layers`: tf.layers and `trainOnBatch`
 */
export function stockTfjs(api: 'ops' | 'layers', wasm: StockWasmPaths): Contestant {
  return {
    describe: async (): Promise<BackendFacts[]> =>
      backends.map((id) => ({ id, available: true, software: false, adapter: '', detail: '' })),
    async prepare(task, setting) {
      if (task.kind !== 'net' && (task.kind !== 'product' || api === 'layers')) throw new Error('no such work');
      await use(setting, wasm);
      if (task.kind === 'product') return prepareProduct(task.shape);
      return api === 'ops' ? prepareOps(task.net, task.batch) : prepareLayers(task.net, task.batch);
    },
  };
}

async function use({ backend, threads }: Setting, wasm: StockWasmPaths): Promise<void> {
  tf.enableProdMode();
  if (backend === 'wasm') {
    setWasmPaths(wasm);
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads !== 1);
    if (threads !== null && threads > 1) setThreadsCount(threads);
  }
  if (backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend(backend))) throw new Error('its initialisation failed');
  await tf.ready();
}

function tensors(size: number): { x: tf.Tensor3D; labels: tf.Tensor2D } {
  const { x, labels } = madeUpBatch(size);
  return {
    x: tf.tensor3d(x, [size, SPEECH.frames, SPEECH.bins]),
    labels: tf.tensor2d(labels, [size, SPEECH.classes]),
  };
}

function prepareOps(id: NetId, size: number): Ready {
  const net = stockNet(id);
  const { x, labels } = tensors(size);
  const optimizer = tf.train.adam(LEARNING_RATE);
  return {
    parameters: net.parameters,
    repeats: 1,
    async step() {
      const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(labels, net.forward(x)).asScalar(), true, [
        ...net.variables,
      ]);
      if (!loss) throw new Error('tfjs gave no loss');
      const [value = NaN] = await loss.data();
      loss.dispose();
      return value;
    },
  };
}

function prepareLayers(id: NetId, size: number): Ready {
  const model = layersModel(id);
  const { x, labels } = tensors(size);
  return {
    parameters: model.countParams(),
    repeats: 1,
    step: async () => (await model.trainOnBatch(x, labels)) as number,
  };
}

function prepareProduct({ m, k, n, transposeA, transposeB }: ProductShape): Ready {
  const a = tf.tensor2d(madeUpMatrix(m * k, 1), transposeA ? [k, m] : [m, k]);
  const b = tf.tensor2d(madeUpMatrix(k * n, 2), transposeB ? [n, k] : [k, n]);
  const repeats = repeatsFor(2 * m * k * n);
  return {
    parameters: null,
    repeats,
    async step() {
      for (let i = 1; i < repeats; i++) tf.matMul(a, b, transposeA, transposeB).dispose();
      const corner = tf.tidy(() => tf.slice(tf.matMul(a, b, transposeA, transposeB), [0, 0], [1, 1]));
      const [first = NaN] = await corner.data();
      corner.dispose();
      return first;
    },
  };
}
