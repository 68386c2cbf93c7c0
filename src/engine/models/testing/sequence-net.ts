import type { ParamValues } from '../../core/param-spec.ts';
import { Rng } from '../../core/rng.ts';
import { drawInitial, splitFlat, tensor, tidy } from '../../tensor/index.ts';
import type { ModelFamily, NetShape } from '../model.ts';

/** A net that answers frame by frame, and what it says to utterances. */
export async function sequenceNet(family: ModelFamily, shape: NetShape, settings: ParamValues) {
  const layout = family.layout(shape, settings);
  const { build } = await family.load();
  const params = splitFlat(layout, drawInitial(layout, Rng.fromSeed(3)));
  const forward = build(shape, settings);
  /** Logits of the valid frames of some utterances, each [frames, bins], in one batch of so many frames. */
  const logitsOf = async (clips: readonly Float32Array[], frames: number) => {
    const x = new Float32Array(clips.length * frames * shape.bins);
    clips.forEach((clip, row) => x.set(clip, row * frames * shape.bins));
    const lengths = Int32Array.from(clips, ({ length }) => length / shape.bins);
    let outLengths: Int32Array = lengths;
    const logits = tidy(() => {
      const answer = forward(params, tensor(x, [clips.length, frames, shape.bins]), lengths, { training: false });
      outLengths = answer.outLengths;
      return answer.logits;
    });
    const values = await logits.data<'float32'>();
    logits.dispose();
    const row = values.length / clips.length;
    return clips.map((_, i) => values.slice(i * row, i * row + outLengths[i]! * shape.classes));
  };
  return { layout, params, forward, logitsOf };
}

/** [frames, bins] of noise. */
export function noiseClip(frames: number, bins: number, seed: number): Float32Array {
  const rng = Rng.fromSeed(seed);
  return Float32Array.from({ length: frames * bins }, () => rng.normal());
}
