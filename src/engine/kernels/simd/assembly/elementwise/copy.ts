/** Copies between layouts: turns, cuts, repeats and joins are all of this one kind. */

/**
 * Numbers [size 0, ..., size rank - 1] from one layout to another: {from, to, rank, how much of axis 0 a chunk takes,
 * then for each axis: size, floats from one number to the next where they come from, and where they go}. A step of zero
 * repeats.
 */
export function copyLayout(args: usize, chunk: i32, scratch: usize): void {
  const own = load<i32>(args, 12), size = load<i32>(args, 16), first = chunk * own;
  const from = load<usize>(args) + ((<isize>first * <isize>load<i32>(args, 20)) << 2);
  const to = load<usize>(args, 4) + ((<isize>first * <isize>load<i32>(args, 24)) << 2);
  copyAxis(args + 16, load<i32>(args, 8), min(own, size - first), from, to);
}

function copyAxis(axis: usize, rank: i32, size: i32, from: usize, to: usize): void {
  const stepFrom = <isize>load<i32>(axis, 4) << 2, stepTo = <isize>load<i32>(axis, 8) << 2;
  if (rank > 1) {
    for (let i = 0; i < size; i++, from += stepFrom, to += stepTo)
      copyAxis(axis + 12, rank - 1, load<i32>(axis, 12), from, to);
  } else if (stepFrom == 4 && stepTo == 4) memory.copy(to, from, <usize>size << 2);
  else for (let i = 0; i < size; i++, from += stepFrom, to += stepTo) store<f32>(to, load<f32>(from));
}
