import { heat } from '../stage/heat.ts';

/** How fast the range of colours follows what is heard. */
const FOLLOW = 0.02;

/** A spectrogram whose newest frame is at its right edge. */
export class RunningSpectrogram {
  private low = NaN;
  private high = NaN;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly bins: number,
  ) {
    const { width, height } = context.canvas;
    context.fillStyle = `rgb(${heat(0).slice(0, 3).join()})`;
    context.fillRect(0, 0, width, height);
  }

  /** @param frames [count, bins] */
  push(frames: Float32Array): void {
    const { context, bins } = this;
    const { width } = context.canvas;
    const count = Math.min(width, Math.floor(frames.length / bins));
    if (count === 0) return;
    context.drawImage(context.canvas, -count, 0);
    const image = context.createImageData(count, bins);
    const first = frames.length - count * bins;
    for (let frame = 0; frame < count; frame++) {
      const column = frames.subarray(first + frame * bins, first + (frame + 1) * bins);
      this.follow(column);
      column.forEach((value, bin) => {
        const place = (value - this.low) / Math.max(1e-6, this.high - this.low);
        image.data.set(heat(place), 4 * ((bins - 1 - bin) * count + frame));
      });
    }
    context.putImageData(image, width - count, 0);
  }

  /** The quietest stays dark and the loudest bright, whatever the features are. */
  private follow(column: Float32Array): void {
    const [least, most] = [Math.min(...column), Math.max(...column)];
    if (Number.isNaN(this.low)) {
      this.low = least;
      this.high = most + 1;
    }
    this.low += (least < this.low ? 0.2 : FOLLOW) * (least - this.low);
    this.high = Math.max(most, this.high + 0.1 * FOLLOW * (most - this.high), this.low + 4);
  }
}
