import {
  add,
  cast,
  concat,
  equal,
  max,
  mul,
  reshape,
  slice,
  softmax,
  sub,
  sum,
  tensor,
  withGradient,
  zeros,
  type Tensor,
} from '../tensor/index.ts';

/** Of frames that say as much, the earlier one counts: by less than what probabilities are told apart by. */
const LATER = 1e-6;

/**
 * Batches of answers at a lower rate, each utterance by itself, as `metrics/pool-frames` does it: of each so many frames that
 * in which the blank is the least likely. The gradient goes to the frames that were chosen.
 * @param logits [B, T, K]
 * @param lengths valid frames of each row, [B]
 * @returns [B, ceil(T / every), K]
 */
export function poolRows(logits: Tensor, lengths: Int32Array, every: number, blank: number): Tensor {
  if (every === 1) return logits;
  const [batch = 0, frames = 0, classes = 0] = logits.shape;
  const groups = Math.ceil(frames / every);
  const room = groups * every;
  const isValid = new Float32Array(batch * room);
  lengths.forEach((length, row) => isValid.fill(1, row * room, row * room + Math.min(length, frames)));
  const behind = isValid.map((valid, place) => valid - 1 - LATER * (place % every));
  return withGradient([logits], (save) => {
    const padded = room === frames ? logits : concat([logits, zeros([batch, room - frames, classes])], 1);
    const grouped = reshape(padded, [batch * groups, every, classes]);
    const ofBlank = slice(softmax(grouped), [0, 0, blank], [batch * groups, every, 1]);
    const each = [batch * groups, every, 1];
    const says = add(mul(sub(1, ofBlank), tensor(isValid, each)), tensor(behind, each));
    const chosen = cast(equal(says, max(says, 1, true)), 'float32');
    save([chosen]);
    return {
      value: reshape(sum(mul(grouped, chosen), 1), [batch, groups, classes]),
      gradient: (dy, [kept]) => {
        const spread = mul(reshape(dy, [batch * groups, 1, classes]), kept!);
        return [slice(reshape(spread, [batch, room, classes]), [0, 0, 0], [batch, frames, classes])];
      },
    };
  });
}
