import type { Program } from '../../program.ts';
import { isNumber, overLines, statesOfRows, statesParams } from './states.ts';

/**
 * The softmax of each frame, zero past the end, and the logarithms of what its states emit. A logit that is no number
 * makes none of all of them.
 */
export const emissionsProgram: Program = {
  name: 'emissions of CTC',
  buffers: { logits: 'read f32', states: 'read i32', gradient: 'write f32', emissions: 'write f32' },
  params: statesParams,
  code: `${statesOfRows}
${isNumber}
${overLines('for (var k = 0u; k < p.columns; k++) { gradient[at + k] = 0.0; }')}
  var top = logits[at];
  var wrong = at;
  for (var k = 0u; k < p.columns; k++) {
    top = max(top, logits[at + k]);
    if (!isNumber(logits[at + k])) { wrong = at + k; }
  }
  var sum = 0.0;
  for (var k = 0u; k < p.columns; k++) { sum += exp(logits[at + k] - top); }
  let broken = !isNumber(logits[wrong]);
  let logSum = select(top + log(sum), logits[wrong], broken);
  for (var k = 0u; k < p.columns; k++) { gradient[at + k] = select(exp(logits[at + k] - logSum), logSum, broken); }
  for (var s = 0u; s < count; s++) { emissions[first + s] = logits[at + classOf(row, s)] - logSum; }
}`,
};

/** Takes from the softmax of each frame how likely the labels make each class, given the logarithms of its states. */
export const occupancyProgram: Program = {
  name: 'occupancy of CTC',
  buffers: { rows: 'read f32', states: 'read i32', gradient: 'write f32' },
  params: statesParams,
  code: `${statesOfRows}
${overLines('')}
  var top = rows[first];
  for (var s = 1u; s < count; s++) { top = max(top, rows[first + s]); }
  var sum = 0.0;
  for (var s = 0u; s < count; s++) { sum += exp(rows[first + s] - top); }
  var blanks = 0.0;
  for (var s = 0u; s < count; s++) {
    let share = exp(rows[first + s] - top) / sum;
    if (s % 2 == 0) { blanks += share; } else { gradient[at + classOf(row, s)] -= share; }
  }
  gradient[at + classOf(row, 0)] -= blanks;
}`,
};
