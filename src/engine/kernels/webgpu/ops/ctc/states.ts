/** What the kernels of CTC share: which utterance has which states, in one buffer of whole numbers. */
export const statesParams = { batch: 'u32', frames: 'u32', columns: 'u32', most: 'u32' } as const;

/** `states` holds what each state stands for, [batch, most], then states of each utterance, then its valid frames. */
export const statesOfRows = `
fn classOf(row: u32, s: u32) -> u32 { return u32(states[row * p.most + s]); }
fn countOf(row: u32) -> i32 { return states[p.batch * p.most + row]; }
fn validOf(row: u32) -> i32 { return states[p.batch * (p.most + 1) + row]; }`;

/** Told by its bits: WGSL may assume that there are no others, and functions make numbers of them. */
export const isNumber = `
fn isNumber(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) < 0x7f800000u; }`;

/** Invocations that take a frame of an utterance each. */
export const LINES_A_WORKGROUP = 64;

/** The beginning of a kernel over frames: what is not valid is left at once. */
export const overLines = (otherwise: string): string => `
@compute @workgroup_size(${LINES_A_WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let line = id.x;
  if (line >= p.batch * p.frames) { return; }
  let row = line / p.frames;
  let at = line * p.columns;
  let first = line * p.most;
  let count = u32(countOf(row));
  if (count == 0 || i32(line % p.frames) >= validOf(row)) { ${otherwise} return; }`;
