import {
  add,
  argMax,
  cast,
  concat,
  equal,
  exp,
  log,
  max,
  mul,
  reshape,
  slice,
  sub,
  sum,
  tensor,
  withGradient,
  zeros,
  type Tensor,
} from '../tensor/index.ts';

/** Below all that a frame can say: of what lies behind the end of an utterance. */
const NOTHING = -1e30;

/**
 * Batches of answers at a lower rate, each utterance by itself, as `metrics/pool-frames` does it: of each so many frames that
 * in which the blank is the least likely, of equals the first. The gradient goes to the frames that were chosen.
 * @param logits [B, T, K]
 * @param lengths valid frames of each row, [B]
 * @param blank the last class
 * @returns [B, ceil(T / every), K]
 */
export function poolRows(logits: Tensor, lengths: Int32Array, every: number, blank: number): Tensor {
  if (every === 1) return logits;
  const [batch = 0, frames = 0, classes = 0] = logits.shape;
  const groups = Math.ceil(frames / every);
  const room = groups * every;
  const isValid = new Float32Array(batch * room);
  lengths.forEach((length, row) => isValid.fill(1, row * room, row * room + Math.min(length, frames)));
  const behind = isValid.map((valid) => (1 - valid) * NOTHING);
  return withGradient([logits], (save) => {
    const padded = room === frames ? logits : concat([logits, zeros([batch, room - frames, classes])], 1);
    const grouped = reshape(padded, [batch * groups, every, classes]);
    const each = [batch * groups, every, 1];
    const says = add(mul(oddsOfSymbols(grouped, blank), tensor(isValid, each)), tensor(behind, each));
    const first = reshape(argMax(says, 1), [batch * groups, 1, 1]);
    const places = tensor(
      Int32Array.from({ length: every }, (_, place) => place),
      [1, every, 1],
      'int32',
    );
    const chosen = cast(equal(first, places), 'float32');
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

/** Logarithms, which tell confident frames apart where probabilities have long rounded to one. @param x [N, n, K] @returns [N, n, 1] */
function oddsOfSymbols(x: Tensor, blank: number): Tensor {
  const [rows = 0, frames = 0] = x.shape;
  const symbols = slice(x, [0, 0, 0], [rows, frames, blank]);
  const most = max(symbols, 2, true);
  const together = add(most, log(sum(exp(sub(symbols, most)), 2, true)));
  return sub(together, slice(x, [0, 0, blank], [rows, frames, 1]));
}
