import { LOG_NOTHING } from '../../../../tensor/ops/ctc-states.ts';
import type { Program } from '../../program.ts';
import { isNumber, statesOfRows, statesParams } from './states.ts';

const INVOCATIONS = 64;
/** Frames after which what is common to all states is taken off: until then few places are lost. */
const FRAMES_A_SHIFT = 8;

/** Sums over all paths to and from each state, in logarithms; a path begins ahead of the first and ends after the last. */
const sums = `
const NOTHING = f32(${LOG_NOTHING});
fn logSum3(a: f32, b: f32, c: f32) -> f32 {
  var top = select(a, b, b > a);
  top = select(top, c, c > top);
  return top + log(exp(a - top) + exp(b - top) + exp(c - top));
}
fn mayLeap(row: u32, s: i32, count: i32) -> bool {
  if (s < 1 || s % 2 == 0) { return false; }
  if (s == 1 || s == count) { return true; }
  return classOf(row, u32(s)) != classOf(row, u32(s - 2));
}
/** Up to state s in the frame before the one that begins at \`line\`. */
fn before(t: i32, line: u32, s: i32) -> f32 {
  if (t == 0) { return select(NOTHING, 0.0, s == -1); }
  if (s < 0) { return NOTHING; }
  return rows[line - p.most + u32(s)];
}
fn reached(row: u32, t: i32, line: u32, s: i32, count: i32) -> f32 {
  let leapt = select(NOTHING, before(t, line, s - 2), mayLeap(row, s, count));
  return logSum3(select(NOTHING, before(t, line, s), s < count), before(t, line, s - 1), leapt);
}
/** From state s on, its own emission included, in the frame after. */
fn after(line: u32, s: i32, count: i32) -> f32 {
  if (s >= count) { return NOTHING; }
  return emissions[line + p.most + u32(s)];
}
fn reaching(row: u32, line: u32, s: i32, count: i32) -> f32 {
  let leapt = select(NOTHING, after(line, s + 2, count), mayLeap(row, s + 2, count));
  return logSum3(after(line, s, count), after(line, s + 1, count), leapt);
}`;

/**
 * One workgroup an utterance: losses (as the bits of floats, for WGSL knows no infinity and no NaN), and in `rows` the logarithms of
 * the probabilities of all paths through each state, less a number of each frame's own. The whole numbers that are taken
 * off from time to time add up exactly. Of what all invocations leave in `tops` they make the same number, several
 * barriers before and after it is written: so it needs none of its own.
 */
export const pathsProgram: Program = {
  name: 'paths of CTC',
  buffers: { states: 'read i32', emissions: 'write f32', rows: 'write f32', losses: 'write u32' },
  params: statesParams,
  code: `${statesOfRows}
${isNumber}
${sums}
var<workgroup> tops: array<f32, ${INVOCATIONS}>;
fn shiftAt(step: i32) -> f32 {
  if (step == 0 || step % ${FRAMES_A_SHIFT} != 0) { return 0.0; }
  var top = NOTHING;
  for (var i = 0u; i < ${INVOCATIONS}u; i++) { top = select(top, tops[i], tops[i] > top); }
  return round(top);
}
fn note(own: u32, step: i32, top: f32) { if (step % ${FRAMES_A_SHIFT} == ${FRAMES_A_SHIFT - 1}) { tops[own] = top; } }

@compute @workgroup_size(${INVOCATIONS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) own: u32) {
  let row = group.x;
  let count = countOf(row);
  let valid = select(0, validOf(row), count > 0);
  let begin = row * p.frames * p.most;
  var total = 0.0;
  var broken = false;
  for (var t = 0; t < valid; t++) {
    let line = begin + u32(t) * p.most;
    let shift = shiftAt(t);
    total += shift;
    var top = NOTHING;
    for (var s = i32(own); s < count; s += ${INVOCATIONS}) {
      let value = reached(row, t, line, s, count) - shift + emissions[line + u32(s)];
      rows[line + u32(s)] = value;
      // Out of these the end can still be reached.
      if (s >= count - 2 * (valid - t) && value > top) { top = value; }
    }
    if (own == 0) { broken = broken || !isNumber(emissions[line]); }
    note(own, t, top);
    storageBarrier();
    workgroupBarrier();
  }
  if (own == 0) {
    let likelihood = total + reached(row, valid, begin + u32(valid) * p.most, count, count);
    let bits = select(bitcast<u32>(-likelihood), 0x7fc00000u, broken);
    losses[row] = select(bits, 0x7f800000u, count == 0);
  }
  for (var step = 0; step < valid; step++) {
    let t = valid - 1 - step;
    let line = begin + u32(t) * p.most;
    let shift = shiftAt(step);
    var top = NOTHING;
    for (var s = i32(own); s < count; s += ${INVOCATIONS}) {
      var rest = select(NOTHING, 0.0, s >= count - 2);
      if (step > 0) { rest = reaching(row, line, s, count) - shift; }
      rows[line + u32(s)] += rest;
      let value = rest + emissions[line + u32(s)];
      emissions[line + u32(s)] = value;
      if (s <= 2 * t + 1 && value > top) { top = value; }
    }
    note(own, step, top);
    storageBarrier();
    workgroupBarrier();
  }
}`,
};
