import { positionsOf, type ConvShape } from '../../../conv-shape.ts';
import type { GpuBackend } from '../../backend.ts';
import { sumParts } from '../column-sums.ts';
import { implicitProgram, type ImplicitProduct } from './implicit-product.ts';
import { cutPositions, incomingBuffers, incomingCode, partParams, type GradientTensors } from './incoming.ts';
import { walkCode, walkParams, walkValues } from './walk.ts';

/** Enough segments to keep a GPU busy, few enough to add up soon. */
const CUT = { least: 512, most: 64 } as const;

/**
 * Patches, turned, by the gradients of the positions: a row for every tap and channel and, for the bias, one that always
 * sees one.
 */
function filterGradientOf(relu: boolean, stored: boolean): ImplicitProduct {
  return {
    name: 'filter gradient',
    buffers: { source: 'read f32', ...incomingBuffers(relu, stored), sums: 'write f32' },
    params: { ...walkParams, ...partParams },
    functions: `${walkCode('forward')}
${incomingCode(relu, stored)}
struct Row { tap: Tap, bias: bool }
fn rowOf(walk: Walk, m: u32, taps: u32) -> Row { return Row(tapOf(walk, m), m == taps); }
fn partOf(n: u32, m: u32) -> u32 {
  let taps = p.kernelDown * p.kernelAcross;
  let all = taps * p.sourceChannels;
  let tap = m / p.sourceChannels;
  let own = (m - tap * p.sourceChannels) * taps + tap;
  return select(n * all + own, p.channels * all + n, m == all);
}
fn seenBy(row: Row, place: Place) -> f32 { return select(seen(place, row.tap), 1.0, row.bias); }`,
    begin: `let walk = walkOf(0);
  let taps = p.kernelDown * p.kernelAcross * p.sourceChannels;
  let rows = taps + 1;
  let columns = p.channels;
  let first = group.z * p.segment;
  let end = min(first + p.segment, placesOf(walk));`,
    row: (m) => `rowOf(walk, ${m}, taps)`,
    deep: (digits) => `placeAt(walk, ${digits})`,
    limits: ['walk.across.count', 'walk.down.count'],
    a: (row, deep) => `seenBy(${row}, ${deep})`,
    b: (deep, n, valid) => `incoming(${deep}.pixel * columns + ${n}, top == 0 && ${valid})`,
    store: (_row, m, n, sum) => `sums[group.z * p.size + partOf(${n}, ${m})] = ${sum};`,
    alongDepth: false,
  };
}

/**
 * Gradients of filter and bias. Positions are summed in segments, these in their order.
 * @param tensors with `dz`, what comes through the ReLU is written there
 */
export function filterGradient(
  backend: GpuBackend,
  { x, dy, y, dz, dw, db }: GradientTensors,
  shape: ConvShape,
  outputs: number,
): void {
  const size = dw.size + outputs;
  const { segment, segments } = cutPositions(positionsOf(shape), size, CUT);
  const { program, workgroups } = implicitProgram(
    `filter gradient, ${y ? 'relu' : 'linear'}${dz ? ', stored' : ''}`,
    () => filterGradientOf(y !== undefined, dz !== undefined),
    { rows: dw.size / outputs + 1, columns: outputs, matrices: segments },
  );
  const parts = backend.create([segments, size]);
  backend.run(program, [x, dy, ...(y ? [y] : []), ...(dz ? [dz] : []), parts], {
    params: [...walkValues('forward', shape, outputs), segment, size],
    workgroups,
  });
  sumParts(parts, dw, db);
  parts.dispose();
}
