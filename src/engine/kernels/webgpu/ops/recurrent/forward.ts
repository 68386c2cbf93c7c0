import type { Program } from '../../program.ts';
import { frameProduct } from './frame-product.ts';
import { activations, lengthsOfRows, sequenceParams, type Kind } from './sequence.ts';
import { carriedAt, foursOf, nothingCarried, reader, use, writer } from './units.ts';

/**
 * States of all frames of a chunk, from the input side's products in `gates`, [B, T, G H].
 * @param way `forward`: the gates take the place of these products, and the state before each frame is kept beside
 *   `aside`; `continued`: the state before the first frame is in `initial`, [B, H], and not zero
 */
export function forwardProgram({ cell, units, plan }: Kind, way: 'inference' | 'continued' | 'forward'): Program {
  const keeping = way === 'forward';
  const continued = way === 'continued';
  const { rows, invocations, memory } = plan;
  const { gates } = cell;
  const fours = foursOf(units);
  const frame = frameProduct(plan, fours, gates * fours, true);
  const line = (gate: number) => `line * ${gates} + ${gate}`;
  const code = cell.forward({
    ofInput: (gate) => `read_gates(${line(gate)}, j)`,
    ofHidden: (gate) => frame.gathered(`member * ${gates * fours} + ${gate * fours} + j`),
    carried: (which) => carriedAt(which, units),
    carry: (which, value) => `${carriedAt(which, units)} = ${value};`,
    keepGate: (gate, value) => (keeping ? `write_gates(${line(gate)}, j, ${value});` : ''),
    keepAside: (value) => (keeping ? `write_aside(line, j, ${value});` : ''),
  });
  return {
    name: `${cell.name} of ${units} units${keeping ? '' : `, ${way}`}`,
    buffers: {
      gates: use(keeping ? 'write' : 'read', units),
      weights: 'read vec4f',
      lengths: 'read i32',
      y: use('write', units),
      ...(continued && { initial: use('read', units) }),
      ...(keeping && { before: use('write', units), aside: use('write', units) }),
      ...((cell.carries.forward > 0 || memory === 'storage') && { room: 'write vec4f' as const }),
    },
    params: sequenceParams,
    code: `
${reader('gates', units)} ${reader('y', units)} ${writer('y', units)} ${continued ? reader('initial', units) : ''}
${keeping ? ['gates', 'before', 'aside'].map((name) => writer(name, units)).join(' ') : ''}
${activations}
${lengthsOfRows}
${frame.head}
fn frameOf(step: u32) -> u32 { return select(step, p.frames - 1 - step, p.reverse != 0); }
@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  ${frame.start}
  for (var item = lane; item < ${rows * fours}; item += ${invocations}) {
    let row = top + item / ${fours};
    let j = item % ${fours};
    if (row >= p.batch) { break; }
    ${frame.inside('item')} = ${continued ? 'read_initial(row, j)' : 'vec4f()'};
    if (p.first > 0) { ${frame.inside('item')} = read_y(row * p.frames + frameOf(p.first - 1), j); }
    else { ${nothingCarried(cell.carries.forward, units)} }
  }
  ${frame.barrier}
  for (var step = p.first; step < p.end; step++) {
    let t = frameOf(step);
    if (t < longest) { ${frame.product} }
    ${frame.barrier}
    for (var item = lane; item < ${rows * fours}; item += ${invocations}) {
      let member = item / ${fours};
      let j = item % ${fours};
      let row = top + member;
      if (row >= p.batch) { break; }
      let line = row * p.frames + t;
      let before = ${frame.inside('item')};
      var state = before;
      if (t < validOf(row)) {${code}
      }
      ${keeping ? 'write_before(line, j, before);' : ''}
      write_y(line, j, state);
      ${frame.inside('item')} = state;
    }
    ${frame.barrier}
  }
}`,
  };
}
