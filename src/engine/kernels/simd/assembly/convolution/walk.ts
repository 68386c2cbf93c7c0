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
