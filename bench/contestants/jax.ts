import { defaultDevice, init, jit, lax, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { Rng } from '../../src/engine/core/rng.ts';
import { madeUpBatch, madeUpMatrix } from '../works/made-up.ts';
import { CNN, LEARNING_RATE, netOf, SPEECH, type NetId } from '../works/net.ts';
import type { ProductShape } from '../works/task.ts';
import type { BackendFacts, Contestant, Ready } from './contestant.ts';
import { repeatsFor } from './repeats.ts';

type Arrays = np.Array[];
/** Logits of a batch; consumes what it is given, as every function of jax-js does. */
type Net = (params: Arrays, x: np.Array) => np.Array;

const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** jax-js with `jit` over the whole step and Adam by hand, as it brings no optimiser. */
export const jax: Contestant = {
  async describe(): Promise<BackendFacts[]> {
    const there = await init();
    return (['wasm', 'webgl', 'webgpu', 'cpu'] as const).map((id) => {
      const available = there.includes(id);
      return { id, available, software: false, adapter: '', detail: available ? '' : 'not there' };
    });
  },
  async prepare(task, { backend }) {
    const device = backend as 'wasm' | 'webgl' | 'webgpu' | 'cpu';
    await init(device);
    defaultDevice(device);
    if (task.kind === 'product') return prepareProduct(task.shape);
    if (task.kind === 'net') return prepareNet(task.net, task.batch);
    throw new Error('no such work');
  },
};

function netFor(id: NetId): Net {
  switch (id) {
    case 'dnn':
      return dnn;
    case 'cnn':
      return cnn;
    case 'gru':
    case 'lstm':
    case 'bigru':
      throw new Error('jax-js has no scan');
  }
}

function dense(x: np.Array, w: np.Array, b: np.Array): np.Array {
  return np.dot(x, w.transpose()).add(b);
}

const dnn: Net = (params, x) => {
  let hidden = x.reshape([-1, SPEECH.frames * SPEECH.bins]);
  const layers = params.length / 2;
  for (let layer = 0; layer < layers; layer++) {
    hidden = dense(hidden, params[2 * layer]!, params[2 * layer + 1]!);
    if (layer < layers - 1) hidden = nn.relu(hidden);
  }
  return hidden;
};

const cnn: Net = (params, x) => {
  const { channels, stride, padding, blocks } = CNN;
  const rest = [...params];
  const next = (): np.Array => rest.shift()!;
  const biased = (y: np.Array): np.Array => nn.relu(y.add(next().reshape([1, channels, 1, 1])));
  const image = x.reshape([-1, 1, SPEECH.frames, SPEECH.bins]);
  let hidden = biased(
    lax.convGeneralDilated(
      image,
      next(),
      [...stride],
      [
        [padding[0], padding[0]],
        [padding[1], padding[1]],
      ],
    ),
  );
  for (let block = 0; block < blocks; block++) {
    hidden = biased(lax.convGeneralDilated(hidden, next(), [1, 1], 'SAME', { featureGroupCount: channels }));
    hidden = biased(lax.conv(hidden, next(), [1, 1], 'VALID'));
  }
  // Mean over the frames, then bands by channels in one row, as everywhere.
  const pooled = np.mean(hidden, 2).transpose([0, 2, 1]);
  const flat = pooled.reshape([pooled.shape[0]!, -1]);
  return dense(flat, next(), next());
};

function prepareNet(id: NetId, size: number): Ready {
  const net = netFor(id);
  const { layout, parameters } = netOf(id);
  const rng = Rng.fromSeed(1);
  const drawn = layout.map(({ shape, init }) => {
    const bound = init.kind === 'constant' ? 0 : 1 / Math.sqrt(init.fan);
    const length = shape.reduce((product, side) => product * side, 1);
    return np.array(Float32Array.from({ length }, () => rng.uniform(-bound, bound))).reshape([...shape]);
  });
  const batch = madeUpBatch(size);
  const x = np.array(batch.x).reshape([size, SPEECH.frames, SPEECH.bins]);
  const labels = np.array(batch.labels).reshape([size, SPEECH.classes]);

  const loss = (params: Arrays, x: np.Array, labels: np.Array): np.Array =>
    nn
      .logSoftmax(net(params, x))
      .mul(labels)
      .sum()
      .mul(-1 / size);
  const step = jit(
    (
      params: Arrays,
      moments1: Arrays,
      moments2: Arrays,
      rate: np.Array,
      epsilon: np.Array,
      x: np.Array,
      labels: np.Array,
    ) => {
      const [value, gradients] = valueAndGrad(loss)(tree.ref(params), x, labels) as unknown as [np.Array, Arrays];
      const [nextParams, next1, next2]: [Arrays, Arrays, Arrays] = [[], [], []];
      params.forEach((param, i) => {
        const gradient = gradients[i]!;
        const m = moments1[i]!.mul(adam.beta1).add(gradient.ref.mul(1 - adam.beta1));
        const v = moments2[i]!.mul(adam.beta2).add(np.square(gradient).mul(1 - adam.beta2));
        next1.push(m.ref);
        next2.push(v.ref);
        nextParams.push(param.sub(m.mul(rate.ref).div(np.sqrt(v).add(epsilon.ref))));
      });
      rate.dispose();
      epsilon.dispose();
      return [value, nextParams, next1, next2] as [np.Array, Arrays, Arrays, Arrays];
    },
  );
  let state: [Arrays, Arrays, Arrays] = [drawn, drawn.map(zerosLike), drawn.map(zerosLike)];
  let stepsDone = 0;
  return {
    parameters,
    repeats: 1,
    async step() {
      stepsDone += 1;
      const correction2 = Math.sqrt(1 - adam.beta2 ** stepsDone);
      const rate = np.array((LEARNING_RATE * correction2) / (1 - adam.beta1 ** stepsDone));
      const epsilon = np.array(adam.epsilon * correction2);
      const [value, ...next] = step(...state, rate, epsilon, x.ref, labels.ref);
      state = next;
      return firstOf(value);
    },
  };
}

function zerosLike(param: np.Array): np.Array {
  return np.zeros(param.shape);
}

function prepareProduct({ m, k, n, transposeA, transposeB }: ProductShape): Ready {
  const a = np.array(madeUpMatrix(m * k, 1)).reshape(transposeA ? [k, m] : [m, k]);
  const b = np.array(madeUpMatrix(k * n, 2)).reshape(transposeB ? [n, k] : [k, n]);
  const product = jit((a: np.Array, b: np.Array) =>
    np.dot(transposeA ? a.transpose() : a, transposeB ? b.transpose() : b),
  );
  const repeats = repeatsFor(2 * m * k * n);
  return {
    parameters: null,
    repeats,
    async step() {
      for (let i = 1; i < repeats; i++) {
        const result = product(a.ref, b.ref);
        // It is lazy: what is thrown away at once is never computed.
        await result.blockUntilReady();
        result.dispose();
      }
      const result = product(a.ref, b.ref);
      return firstOf(result.slice([0, 1], [0, 1]));
    },
  };
}

/** Its own types name arrays that this compiler's library has not. */
async function firstOf(array: np.Array): Promise<number> {
  const numbers = (await (array.data as () => Promise<unknown>).call(array)) as Float32Array;
  return numbers[0] ?? NaN;
}
