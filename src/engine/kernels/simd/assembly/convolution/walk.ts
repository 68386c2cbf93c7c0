/** How a filter walks over images; laid over the first words of the arguments of every task of a convolution. */
@unmanaged
export class Walk {
  /** Images, [.., height, width, channels]. */
  source: usize;
  height: i32;
  width: i32;
  channels: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  /** Rows and columns of the image from one position of the filter to the next. */
  strideDown: i32;
  strideAcross: i32;
  /** Row and column of the image that the first tap meets at the first position; negative in the padding. */
  top: i32;
  left: i32;
  /** Positions of the filter in an image. */
  rows: i32;
  columns: i32;
}

/** dy where the output of a ReLU is above zero (or not a number, so that it stays visible), zero elsewhere. */
// @ts-ignore: decorator
@inline
export function throughRelu(dy: v128, y: v128): v128 {
  return v128.andnot(dy, f32x4.le(y, i32x4.splat(0)));
}
