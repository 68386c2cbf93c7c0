import { positionsOf, type ConvShape } from '../../../conv-shape.ts';
import type { GpuBackend } from '../../backend.ts';
import type { Program } from '../../program.ts';
import { sumParts } from '../column-sums.ts';
import { cutPositions, incomingBuffers, incomingCode, partParams, type GradientTensors } from './incoming.ts';
import { walkCode, walkParams, walkValues } from './walk.ts';

/** Invocations of a workgroup: across channels, down segments. */
const ACROSS = 16;
const DOWN = 16;
/** An invocation sums a segment, for one channel. */
const CUT = { least: 64, most: 512 } as const;
/** Taps whose sums an invocation holds at once: those of 3 x 3, and the bias, which always sees one. */
const TAPS = 10;

function programOf(relu: boolean, stored: boolean): Program {
  const taps = (line: (q: number) => string): string => Array.from({ length: TAPS }, (_, q) => line(q)).join('\n  ');
  return {
    name: 'depthwise filter gradient',
    buffers: { source: 'read f32', ...incomingBuffers(relu, stored), parts: 'write f32' },
    params: { ...walkParams, ...partParams },
    code: `${walkCode('forward')}
${incomingCode(relu, stored)}
@compute @workgroup_size(${ACROSS}, ${DOWN})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let channel = id.x;
  let walk = walkOf(0);
  let places = placesOf(walk);
  let first = id.y * p.segment;
  if (channel >= p.channels || (first >= places && id.y > 0)) { return; }
  let taps = p.kernelDown * p.kernelAcross;
  let firstTap = id.z * ${TAPS};
  ${taps((q) => `let tap${q} = tapOf(walk, min(firstTap + ${q}, taps) * p.sourceChannels + channel); var sum${q} = 0.0;`)}
  var digits = digitsOf(first, walk.across.count, walk.down.count);
  for (var i = first; i < min(first + p.segment, places); i++) {
    let place = placeAt(walk, digits);
    let dz = incoming(i * p.channels + channel, id.z == 0);
    ${taps((q) => `sum${q} += dz * select(seen(place, tap${q}), 1.0, firstTap + ${q} == taps);`)}
    digits = next(digits, walk.across.count, walk.down.count);
  }
  let own = id.y * p.size;
  ${taps(
    (q) =>
      `if (firstTap + ${q} <= taps) { parts[own + select(channel * taps + firstTap + ${q}, p.channels * taps + channel, firstTap + ${q} == taps)] = sum${q}; }`,
  )}
}`,
  };
}

const programs = [false, true].map((relu) => [false, true].map((stored) => programOf(relu, stored)));

/**
 * Gradients of filters and bias. Positions are summed in segments, these in their order.
 * @param tensors with `dz`, what comes through the ReLU is written there
 */
export function depthwiseFilterGradient(
  backend: GpuBackend,
  { x, dy, y, dz, dw, db }: GradientTensors,
  shape: ConvShape,
): void {
  const { channels, kernel } = shape;
  const size = dw.size + channels;
  const { segment, segments } = cutPositions(positionsOf(shape), size, CUT);
  const parts = backend.create([segments, size]);
  backend.run(programs[y ? 1 : 0]![dz ? 1 : 0]!, [x, dy, ...(y ? [y] : []), ...(dz ? [dz] : []), parts], {
    params: [...walkValues('forward', shape, channels), segment, size],
    workgroups: [
      Math.ceil(channels / ACROSS),
      Math.ceil(segments / DOWN),
      Math.ceil((kernel[0] * kernel[1] + 1) / TAPS),
    ],
  });
  sumParts(parts, dw, db);
  parts.dispose();
}
