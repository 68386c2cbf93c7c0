import { FEATURE_RATE_HZ, frameGeometry } from '../config/frame-geometry.ts';
import type { LiveSettings } from '../config/live-settings.ts';
import { textOf } from '../data/symbols/units.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import type { HeardUtterance, LiveUpdate } from './events.ts';
import { FrameRing } from './frame-ring.ts';
import { GrowingUtterance } from './growing/growing-utterance.ts';
import { SpeechGate } from './speech-gate.ts';
import type { StreamListener } from './stream-listener.ts';
import type { WindowNets } from './window-nets.ts';

/** A longer utterance is cut. A recording of at most this is one utterance. */
const MOST_SECONDS = 30;
/** Of the room, before what stands out from it and after. */
const BESIDE_SECONDS = 0.3;
/** With less of an utterance there is nothing to say of it yet. */
const LEAST_SECONDS = 0.3;

/** Frames of the stream; the last one excluded. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

/**
 * Nets trained with CTC that listen to a stream of sentences, decoded greedily.
 *
 * Where an utterance is: of a microphone, and of a recording longer than {@link MOST_SECONDS}, from a little before
 * sound stands out from the room until it has not done so for `restMs`, at most {@link MOST_SECONDS}. A shorter
 * recording is one utterance from its first frame to its last, pauses and all: then its text is, to the letter, what is
 * scored of the same clip as a file.
 *
 * While an utterance goes on, nets that can stream hear what is new of it; of nets that hear it from both ends, all of it
 * that was heard by then is decoded again now and then. In a pause that may be the end nothing is heard before it goes on:
 * so what a stream was given is always a part of the utterance. Where features are normalised by utterance, mean and
 * deviation are those of what was heard so far, and so the last text alone, by the whole utterance, is as in training.
 */
export class SentenceListener implements StreamListener {
  private readonly gate: SpeechGate;
  private readonly frames: FrameRing;
  private readonly hopSeconds: number;
  /** The stream is a recording that is one utterance. */
  private readonly isWhole: boolean;
  /** Those that have ended, and are to be answered when all their frames are there. */
  private readonly closed: Stretch[] = [];
  /** No utterance begins before it: another one had it. */
  private free = 0;
  private id = 0;
  /** What the nets make of the utterance that was looked at last. */
  private growing: GrowingUtterance | null = null;
  private samples = 0;
  private isOver = false;

  /** @param recordedSamples of a recording; null for a microphone */
  constructor(
    private readonly pair: Pick<TrainedPair, 'frontEnd' | 'shape' | 'classes' | 'sentences'>,
    private readonly nets: Pick<WindowNets, 'each'>,
    private readonly sampleRateHz: number,
    settings: LiveSettings,
    recordedSamples: number | null,
  ) {
    const { frontEnd, shape } = pair;
    this.hopSeconds = frameGeometry(frontEnd).hopSamples / FEATURE_RATE_HZ;
    this.gate = new SpeechGate(sampleRateHz, gateSettings(settings));
    this.isWhole = recordedSamples !== null && recordedSamples <= MOST_SECONDS * sampleRateHz;
    this.frames = new FrameRing(this.framesIn(2 * MOST_SECONDS), shape.bins);
  }

  change(settings: LiveSettings): void {
    this.gate.change(gateSettings(settings));
  }

  takeSamples(samples: Float32Array): void {
    this.samples += samples.length;
    if (this.isWhole) return;
    // However short: a text that has begun to grow has to end, and what a click is, is for the nets to say.
    this.gate.take(samples, ({ startSeconds, endSeconds }) =>
      this.close(this.framesIn(startSeconds - BESIDE_SECONDS), this.framesIn(endSeconds + BESIDE_SECONDS)),
    );
  }

  takeFrames(data: Float32Array, count: number): void {
    this.frames.push(data, count);
    const open = this.open();
    // As the ring holds the longest twice, what is cut is still there when it is answered.
    if (open && !this.isWhole && open.last - open.first >= this.framesIn(MOST_SECONDS))
      this.close(open.first, open.first + this.framesIn(MOST_SECONDS));
  }

  end(): void {
    const open = this.open();
    this.isOver = true;
    if (open && open.last > open.first) this.close(open.first, open.last);
  }

  async advance(): Promise<LiveUpdate> {
    const began = performance.now();
    const utterances: HeardUtterance[] = [];
    for (let next = this.closed[0]; next && this.isThere(next); next = this.closed[0]) {
      utterances.push(await this.answer(next, true));
      this.closed.shift();
      this.id++;
    }
    const open = this.closed.length === 0 ? this.open() : null;
    if (open && open.last - open.first >= this.framesIn(LEAST_SECONDS) && this.growingFrom(open).isDue(open.last))
      utterances.push(await this.answer(open, false));
    return {
      seconds: this.seconds,
      windows: [],
      sounds: [],
      utterances,
      hearing: this.open() !== null,
      computeMs: utterances.length > 0 ? performance.now() - began : 0,
    };
  }

  dispose(): void {
    this.growing?.dispose();
    this.growing = null;
  }

  private get seconds(): number {
    return this.samples / this.sampleRateHz;
  }

  private framesIn(seconds: number): number {
    return Math.round(seconds / this.hopSeconds);
  }

  /** The utterance under way, as far as there are frames of it. */
  private open(): Stretch | null {
    if (this.isOver) return null;
    const since = this.isWhole ? 0 : this.gate.openSince;
    if (since === null) return null;
    const first = Math.max(this.free, this.isWhole ? 0 : this.framesIn(since - BESIDE_SECONDS));
    const until = this.isWhole ? Infinity : this.framesIn((this.gate.openUntil ?? since) + BESIDE_SECONDS);
    const last = Math.min(until, this.frames.frames);
    return first < last ? { first, last } : null;
  }

  private close(from: number, last: number): void {
    const first = Math.max(this.free, from);
    if (last <= first) return;
    this.free = last;
    this.closed.push({ first, last });
  }

  /** At the end of the stream there is no more to wait for. */
  private isThere({ last }: Stretch): boolean {
    return this.isOver || last <= this.frames.frames;
  }

  private growingFrom({ first }: Stretch): GrowingUtterance {
    if (this.growing?.first !== first) {
      this.dispose();
      const { frontEnd, shape, classes, sentences } = this.pair;
      const text = { classes: classes.length, bins: shape.bins, byUtterance: frontEnd.normalise === 'utterance' };
      const write = (symbols: readonly number[]) =>
        textOf(
          symbols.map((symbol) => classes[symbol]!),
          sentences!.config.symbols,
        );
      this.growing = new GrowingUtterance(this.nets, this.frames, first, this.hopSeconds, text, write);
    }
    return this.growing;
  }

  private async answer(stretch: Stretch, isOver: boolean): Promise<HeardUtterance> {
    const began = performance.now();
    const end = Math.min(stretch.last, this.frames.frames);
    const endSeconds = this.secondsAt(end);
    const waitMs = isOver ? Math.max(0, 1000 * (this.seconds - endSeconds)) : 0;
    const { id } = this;
    const growing = this.growingFrom(stretch);
    const texts = await growing.hear(end, isOver);
    if (isOver) this.dispose();
    const computeMs = performance.now() - began;
    return { id, startSeconds: this.secondsAt(stretch.first), endSeconds, isOver, texts, waitMs, computeMs };
  }

  private secondsAt(frame: number): number {
    return Math.min(this.seconds, frame * this.hopSeconds);
  }
}

/** Pauses within a sentence are longer than those within a word. */
function gateSettings(settings: LiveSettings): LiveSettings {
  return { ...settings, pauseMs: settings.restMs };
}
