import type { Program } from '../../program.ts';
import { frameProduct } from './frame-product.ts';
import { activations, lengthsOfRows, sequenceParams, type Kind } from './sequence.ts';
import { carriedAt, foursOf, nothingCarried, reader, use, writer } from './units.ts';

/**
 * Back through the frames of a chunk, the last first: the gradients of the products take the place of the gates kept,
 * those of the hidden side go to `ofHidden` where they differ. No frame past the end of a row has any.
 */
export function backwardProgram({ cell, units, plan }: Kind): Program {
  const { rows, invocations } = plan;
  const { gates, sidesDiffer } = cell;
  const fours = foursOf(units);
  const depth = gates * fours;
  const frame = frameProduct(plan, depth, fours, false);
  const line = (gate: number) => `line * ${gates} + ${gate}`;
  const carried = (which: number) => carriedAt(which, units);
  const give = (gate: number, ofInput: string, ofHidden?: string) =>
    `of${gate} = ${ofInput}; ${sidesDiffer ? `ofHidden${gate} = ${ofHidden ?? `of${gate}`};` : ''}`;
  const handOver = (gate: number) => {
    const inward = sidesDiffer ? `ofHidden${gate}` : `of${gate}`;
    return `${frame.inside(`member * ${depth} + ${gate * fours} + j`)} = ${inward};
      write_gates(${line(gate)}, j, of${gate}); ${sidesDiffer ? `write_ofHidden(${line(gate)}, j, ${inward});` : ''}`;
  };
  const code = cell.backward({
    gate: (gate) => `read_gates(${line(gate)}, j)`,
    aside: () => 'read_aside(line, j)',
    carried,
    carry: (which, value) => `${carried(which)} = ${value};`,
    give,
  });
  const all = Array.from({ length: gates }, (_, gate) => gate);
  return {
    name: `gradient of ${cell.name} of ${units} units`,
    buffers: {
      gates: use('write', units),
      weights: 'read vec4f',
      lengths: 'read i32',
      dy: use('read', units),
      aside: use('read', units),
      ...(sidesDiffer && { before: use('read', units), ofHidden: use('write', units) }),
      room: 'write vec4f',
    },
    params: sequenceParams,
    code: `
${['gates', 'dy', 'aside', ...(sidesDiffer ? ['before'] : [])].map((name) => reader(name, units)).join(' ')}
${['gates', ...(sidesDiffer ? ['ofHidden'] : [])].map((name) => writer(name, units)).join(' ')}
${activations}
${lengthsOfRows}
${frame.head}
@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  ${frame.start}
  // Whether there is a product of the frame after this one.
  var multiplied = false;
  for (var step = p.first; step < p.end; step++) {
    let t = select(p.frames - 1 - step, step, p.reverse != 0);
    for (var item = lane; item < ${rows * fours}; item += ${invocations}) {
      let member = item / ${fours};
      let j = item % ${fours};
      let row = top + member;
      if (row >= p.batch) { break; }
      let line = row * p.frames + t;
      if (step == 0) { ${nothingCarried(cell.carries.backward, units)} }
      var total = read_dy(line, j) + ${carried(0)};
      if (multiplied) { total += ${frame.gathered('item')}; }
      ${all.map((gate) => `var of${gate} = vec4f(); ${sidesDiffer ? `var ofHidden${gate} = vec4f();` : ''}`).join(' ')}
      if (t < validOf(row)) {
      ${sidesDiffer ? 'let before = read_before(line, j);' : ''}${code}
      } else { ${carried(0)} = total; }
      ${all.map(handOver).join('\n      ')}
    }
    ${frame.barrier}
    multiplied = t < longest;
    if (multiplied) { ${frame.product} }
    ${frame.barrier}
  }
  if (!multiplied) { return; }
  for (var item = lane; item < ${rows * fours}; item += ${invocations}) {
    let row = top + item / ${fours};
    let j = item % ${fours};
    if (row < p.batch) { ${carried(0)} += ${frame.gathered('item')}; }
  }
}`,
  };
}
