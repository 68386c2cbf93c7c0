import { normaliseRows, normaliseUtterance } from '../data/normaliser.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import { frozenParams, layoutOf, Net } from '../train/net.ts';

/** Nets that judge one window of features. */
export interface WindowNets {
  readonly trainingIds: readonly string[];
  /**
   * @param window [T, F] as the front end makes it, of any length where the nets answer frame by frame, not normalised;
   *   left as it is
   * @returns logits of each net, [K] or [T', K], and the milliseconds that it took
   */
  infer(window: Float32Array): Promise<readonly { readonly logits: Float32Array; readonly ms: number }[]>;
  dispose(): void;
}

/** The nets of a pair on the backend in use, each with its own statistics. */
export async function createWindowNets({ nets, shape, classes, frontEnd }: TrainedPair): Promise<WindowNets> {
  const loaded = await Promise.all(
    nets.map(({ model: { family, settings, weights } }) => {
      const layout = layoutOf(family, settings, shape, classes.length);
      return Net.create(family, settings, shape, classes.length, frozenParams(layout, weights));
    }),
  );
  let normalised = new Float32Array(shape.frames * shape.bins);
  return {
    trainingIds: nets.map(({ model }) => model.trainingId),
    async infer(window) {
      const answers: { logits: Float32Array; ms: number }[] = [];
      for (const [i, net] of loaded.entries()) {
        const start = performance.now();
        if (normalised.length !== window.length) normalised = new Float32Array(window.length);
        normalised.set(window);
        if (frontEnd.normalise === 'utterance') normaliseUtterance(normalised, shape.bins);
        normaliseRows(normalised, nets[i]!.model.normaliser);
        const logits = await net.infer(normalised, 1);
        answers.push({ logits, ms: performance.now() - start });
      }
      return answers;
    },
    dispose() {
      for (const net of loaded) net.dispose();
    },
  };
}
