import type { ConvShape } from '../conv-shape.ts';

/** A convolution in float64: outputs in groups, as torch.nn.Conv2d. */
export interface NaiveConvolution {
  readonly shape: ConvShape;
  readonly outputs: number;
  /** `depthwise`: output o sees channel o alone. */
  readonly depthwise: boolean;
  readonly relu: boolean;
}

export interface ConvolutionInputs {
  /** [B, H, W, C] */
  readonly x: ArrayLike<number>;
  /** [O, C or 1, kh, kw] */
  readonly w: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** Gradient of the output. */
  readonly dy: ArrayLike<number>;
}

export interface ConvolutionOutputs {
  readonly y: Float64Array;
  readonly dx: Float64Array;
  readonly dw: Float64Array;
  readonly db: Float64Array;
}

/** Output and gradients, tap by tap. */
export function naiveConvolution(of: NaiveConvolution, { x, w, b, dy }: ConvolutionInputs): ConvolutionOutputs {
  const { batch, height, width, channels, kernel, stride, padding, rows, columns } = of.shape;
  const y = new Float64Array(dy.length);
  const [dx, dw, db] = [new Float64Array(x.length), new Float64Array(w.length), new Float64Array(b.length)];
  const seen = of.depthwise ? 1 : channels;
  /** Calls back with the places in x and w of all products of one output. */
  const eachTap = (image: number, row: number, column: number, o: number, tap: (x: number, w: number) => void) => {
    for (let i = 0; i < kernel[0]; i++) {
      for (let j = 0; j < kernel[1]; j++) {
        const [down, across] = [row * stride[0] - padding[0] + i, column * stride[1] - padding[1] + j];
        if (down < 0 || down >= height || across < 0 || across >= width) continue;
        for (let c = 0; c < seen; c++) {
          const channel = of.depthwise ? o : c;
          tap(
            ((image * height + down) * width + across) * channels + channel,
            ((o * seen + c) * kernel[0] + i) * kernel[1] + j,
          );
        }
      }
    }
  };
  for (let at = 0; at < dy.length; at++) {
    const o = at % of.outputs;
    const column = Math.floor(at / of.outputs) % columns;
    const row = Math.floor(at / (of.outputs * columns)) % rows;
    const image = Math.floor(at / (of.outputs * columns * rows));
    if (image >= batch) throw new RangeError('dy has more than the output');
    let sum = b[o] ?? 0;
    eachTap(image, row, column, o, (p, q) => (sum += x[p]! * w[q]!));
    y[at] = of.relu && sum < 0 ? 0 : sum;
    if (of.relu && sum <= 0) continue;
    db[o]! += dy[at]!;
    eachTap(image, row, column, o, (p, q) => {
      dx[p]! += dy[at]! * w[q]!;
      dw[q]! += dy[at]! * x[p]!;
    });
  }
  return { y, dx, dw, db };
}
