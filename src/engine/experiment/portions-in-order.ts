import type { FeatureShape, Portion } from '../data/feature-block.ts';
import { RowLayout } from '../data/row-layout.ts';
import type { FeatureRequest } from './feature-provider.ts';

/**
 * All training clips of the dataset itself in their first version, one after another, in portions of so many bytes, though
 * at least a clip.
 */
export function* portionsInOrder(
  { members, unlabelled = 0, whole }: Pick<FeatureRequest, 'members' | 'unlabelled' | 'whole'>,
  { frames, bins }: FeatureShape,
  bytes: number,
): Generator<Portion> {
  const clips = members.train.length - unlabelled;
  const layout = new RowLayout(frames, whole?.lengths.train ?? null);
  const most = bytes / (bins * Float32Array.BYTES_PER_ELEMENT);
  let index = 0;
  for (let from = 0; from < clips; index++) {
    let to = from + 1;
    while (to < clips && layout.start(to + 1) - layout.start(from) <= most) to++;
    const positions = Array.from({ length: to - from }, (_, i) => from + i);
    yield { index, positions, versions: positions.map(() => 0) };
    from = to;
  }
}
