/** Placeholder until the front end moves here. */
export function one(): f32 {
  return 1;
}
