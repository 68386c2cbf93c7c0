import type { HeardSound, HeardWindow } from '../../engine/live/events.ts';
import type { HeardUpdate } from '../../engine/live/live-ear.ts';
import type { CastRole } from '../../state/cast.ts';

export interface Strip {
  readonly id: string;
  readonly role: CastRole;
}

interface Bars {
  /** Of the row, px; and how far they may rise from it. */
  readonly floor: number;
  readonly tallest: number;
  readonly barSeconds: number;
}

/** One strip a net: bars for the probability of its best word, and the words that it heard. */
export class AnswerStrips {
  private windows: HeardWindow[] = [];
  private sounds: HeardSound[] = [];
  private colours: ReadonlyMap<CastRole, string> = new Map();
  private ink = '';
  private fontFamily = '';
  private seconds = 0;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly strips: readonly Strip[],
    private readonly spanSeconds: number,
  ) {
    this.restyle();
  }

  /** Colours and letters are the page's of now. */
  restyle(): void {
    const style = getComputedStyle(this.context.canvas);
    this.colours = new Map(this.strips.map(({ role }) => [role, style.getPropertyValue(`--${role}`)]));
    this.ink = style.color;
    this.fontFamily = style.fontFamily;
  }

  /**
   * @param order of the nets in the windows
   * @param barSeconds how far windows are apart
   */
  draw(updates: readonly HeardUpdate[], order: readonly string[], barSeconds: number): void {
    for (const { windows, sounds, seconds } of updates) {
      // A stream that begins anew begins with an empty picture.
      if (seconds < this.seconds) [this.windows, this.sounds] = [[], []];
      this.windows.push(...windows);
      this.sounds.push(...sounds);
      this.seconds = seconds;
    }
    const oldest = this.seconds - this.spanSeconds;
    this.windows = this.windows.filter((window) => window.seconds > oldest);
    this.sounds = this.sounds.filter((sound) => sound.endSeconds > oldest);
    const { context, strips } = this;
    this.fitScreen();
    const { width, height } = context.canvas;
    const rowHeight = height / strips.length;
    context.clearRect(0, 0, width, height);
    strips.forEach(({ id, role }, row) => {
      const floor = (row + 1) * rowHeight - 1;
      this.drawBars(order.indexOf(id), role, { floor, tallest: rowHeight - 4, barSeconds });
      this.drawWords(id, floor - rowHeight / 2, 0.4 * rowHeight);
    });
  }

  /** As many pixels as the screen has there, or words would be stretched. */
  private fitScreen(): void {
    const { canvas } = this.context;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((px) => Math.round(px * devicePixelRatio));
    if (width !== undefined && width > 0 && width !== canvas.width) canvas.width = width;
    if (height !== undefined && height > 0 && height !== canvas.height) canvas.height = height;
  }

  private x(seconds: number): number {
    return ((seconds - this.seconds + this.spanSeconds) / this.spanSeconds) * this.context.canvas.width;
  }

  private drawBars(net: number, role: CastRole, { floor, tallest, barSeconds }: Bars): void {
    const { context } = this;
    const wide = (barSeconds / this.spanSeconds) * context.canvas.width;
    context.globalAlpha = 0.35;
    context.fillStyle = this.colours.get(role) ?? this.ink;
    for (const { seconds, posteriors } of this.windows) {
      const most = posteriors[net]?.reduce((a, b) => Math.max(a, b), 0) ?? 0;
      context.fillRect(this.x(seconds), floor - most * tallest, wide, most * tallest);
    }
    context.globalAlpha = 1;
  }

  private drawWords(id: string, middle: number, tall: number): void {
    const { context } = this;
    context.fillStyle = this.ink;
    context.font = `600 ${tall}px ${this.fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const { startSeconds, endSeconds, answers } of this.sounds) {
      const answer = answers.find((one) => one.trainingId === id);
      if (!answer?.said) continue;
      const half = context.measureText(answer.label).width / 2;
      // Whole while any of it is in sight.
      const x = Math.min(context.canvas.width - half, this.x((startSeconds + endSeconds) / 2));
      context.fillText(answer.label, Math.max(half, x), middle);
    }
  }
}
