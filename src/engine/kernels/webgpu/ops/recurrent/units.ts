import type { BufferUse } from '../../program.ts';

/** Units in fours. */
export const foursOf = (units: number): number => Math.ceil(units / 4);

/** How numbers that come in rows of units are declared: four at once where that is how they lie. */
const elementOf = (units: number): 'f32' | 'vec4f' => (units % 4 === 0 ? 'vec4f' : 'f32');

export const use = (mode: 'read' | 'write', units: number): BufferUse => `${mode} ${elementOf(units)}`;

/** `read_NAME(line, j)`: four units of row `line` of a buffer of such rows, zeros past its end. */
export function reader(name: string, units: number): string {
  const head = `fn read_${name}(line: u32, j: u32) -> vec4f {`;
  if (units % 4 === 0) return `${head} return ${name}[line * ${units / 4} + j]; }`;
  const one = (i: number) => `select(0.0, ${name}[at + ${i}], 4 * j + ${i} < ${units})`;
  return `${head} let at = line * ${units} + 4 * j; return vec4f(${[0, 1, 2, 3].map(one).join(', ')}); }`;
}

/** `write_NAME(line, j, value)`. */
export function writer(name: string, units: number): string {
  const head = `fn write_${name}(line: u32, j: u32, value: vec4f) {`;
  if (units % 4 === 0) return `${head} ${name}[line * ${units / 4} + j] = value; }`;
  const one = (i: number) => `if (4 * j + ${i} < ${units}) { ${name}[at + ${i}] = value[${i}]; }`;
  return `${head} let at = line * ${units} + 4 * j; ${[0, 1, 2, 3].map(one).join(' ')} }`;
}

/** Four of the numbers that go from frame to frame, of `row` and units `j`. */
export const carriedAt = (which: number, units: number): string =>
  `room[(${which} * p.batch + row) * ${foursOf(units)} + j]`;

/** To the first frame. */
export const nothingCarried = (count: number, units: number): string =>
  Array.from({ length: count }, (_, which) => `${carriedAt(which, units)} = vec4f();`).join(' ');
