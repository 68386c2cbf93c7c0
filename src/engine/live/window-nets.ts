import { normaliseRows, normaliseUtterance } from '../data/normaliser.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import { frozenParams, layoutOf, Net } from '../train/net.ts';
import type { NetStream } from '../train/net-stream.ts';

export interface WindowAnswer {
  /** [K] or [T', K] */
  readonly logits: Float32Array;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/** A net that judges one window of features. */
export interface WindowNet {
  readonly trainingId: string;
  /**
   * @param window [T, F] as the front end makes it, of any length where the net answers frame by frame, not normalised; left
   *   as it is
   */
  infer(window: Float32Array): Promise<WindowAnswer>;
  /** An utterance that it hears as it comes; null for a net that has to hear the end first. */
  stream(): NetStream | null;
  /** By the statistics of training, in place: what a stream is given. @param frames [T, F] */
  normalise(frames: Float32Array): void;
}

/** The nets of a pair, in its order. */
export interface WindowNets {
  readonly trainingIds: readonly string[];
  readonly each: readonly WindowNet[];
  /** All of them, one after another. */
  infer(window: Float32Array): Promise<readonly WindowAnswer[]>;
  dispose(): void;
}

/** The nets of a pair on the backend in use, each with its own statistics. */
export async function createWindowNets({
  nets,
  shape,
  classes,
  frontEnd,
}: Pick<TrainedPair, 'nets' | 'shape' | 'classes' | 'frontEnd'>): Promise<WindowNets> {
  const loaded = await Promise.all(
    nets.map(({ model: { family, settings, weights } }) => {
      const layout = layoutOf(family, settings, shape, classes.length);
      return Net.create(family, settings, shape, classes.length, frozenParams(layout, weights));
    }),
  );
  let normalised = new Float32Array(shape.frames * shape.bins);
  const each = loaded.map((net, i): WindowNet => {
    const { trainingId, normaliser } = nets[i]!.model;
    return {
      trainingId,
      async infer(window) {
        const start = performance.now();
        if (normalised.length !== window.length) normalised = new Float32Array(window.length);
        normalised.set(window);
        if (frontEnd.normalise === 'utterance') normaliseUtterance(normalised, shape.bins);
        normaliseRows(normalised, normaliser);
        const logits = await net.infer(normalised, 1);
        return { logits, ms: performance.now() - start };
      },
      stream: () => net.stream(),
      normalise: (frames) => normaliseRows(frames, normaliser),
    };
  });
  return {
    trainingIds: each.map(({ trainingId }) => trainingId),
    each,
    async infer(window) {
      const answers: WindowAnswer[] = [];
      for (const net of each) answers.push(await net.infer(window));
      return answers;
    },
    dispose() {
      for (const net of loaded) net.dispose();
    },
  };
}
