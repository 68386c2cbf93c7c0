import { FEATURE_RATE_HZ, frameGeometry } from '../config/frame-geometry.ts';
import type { TrainedPair } from '../experiment/trained-pair.ts';
import { quantile } from '../metrics/quantile.ts';
import type { HeardSound, HeardWindow, LiveUpdate, NetAnswer, NoWord } from './events.ts';
import { FrameRing } from './frame-ring.ts';
import { meanSoftmax } from './mean-softmax.ts';
import type { LiveSettings } from '../config/live-settings.ts';
import { SpeechGate, type Sound } from './speech-gate.ts';
import { Voicing } from './voicing.ts';
import type { StreamListener } from './stream-listener.ts';
import type { WindowNets } from './window-nets.ts';

/** Frames and windows of the past that an answer may still need. */
const MEMORY_SECONDS = 8;
/** How far beside a sound its voice may be found. */
const BESIDE_SECONDS = 0.03;

interface JudgedWindow {
  /** Its first frame. */
  readonly first: number;
  readonly logits: readonly Float32Array[];
  readonly ms: readonly number[];
}

/** When the work on an answer began: all that it needs was there. */
interface Beginning {
  /** By the machine's clock, ms. */
  readonly at: number;
  /** Of the stream. */
  readonly seconds: number;
}

/**
 * Nets that listen to a stream. Sound that stands out from the room is found first; windows about it are judged by every
 * net as they become complete, and when it has ended it is answered once: by the mean of the logits over the windows
 * about its middle, where training had the words. What has no pitch, or the length of no word, is no word. Silence costs
 * nothing.
 *
 * Samples and frames come side by side, as the feature worklet sends them; {@link advance} does what has become possible.
 */
export class Listener implements StreamListener {
  private readonly gate: SpeechGate;
  private readonly voicing: Voicing;
  private readonly frames: FrameRing;
  private readonly window: Float32Array;
  private readonly hopSeconds: number;
  private readonly halfSeconds: number;
  private readonly waiting: Sound[] = [];
  private judged: JudgedWindow[] = [];
  /** First frame of the next window. */
  private next = 0;
  private lastSound: Sound | null = null;

  constructor(
    private readonly pair: Pick<TrainedPair, 'frontEnd' | 'shape' | 'classes'>,
    private readonly nets: WindowNets,
    sampleRateHz: number,
    private settings: LiveSettings,
  ) {
    const { frontEnd, shape } = pair;
    this.hopSeconds = frameGeometry(frontEnd).hopSamples / FEATURE_RATE_HZ;
    this.halfSeconds = shape.windowSamples / FEATURE_RATE_HZ / 2;
    this.gate = new SpeechGate(sampleRateHz, settings);
    this.voicing = new Voicing(sampleRateHz);
    this.frames = new FrameRing(shape.frames + Math.ceil(MEMORY_SECONDS / this.hopSeconds), shape.bins);
    this.window = new Float32Array(shape.frames * shape.bins);
  }

  change(settings: LiveSettings): void {
    this.settings = settings;
    this.gate.change(settings);
  }

  /** Mono samples, in order. */
  takeSamples(samples: Float32Array): void {
    this.gate.take(samples, (sound) => this.waiting.push(sound));
    this.voicing.take(samples, this.gate.isLoud);
  }

  /** @param data [count, bins] and maybe more, in order */
  takeFrames(data: Float32Array, count: number): void {
    this.frames.push(data, count);
  }

  /** A word that nothing comes after is not answered: its end was not heard. */
  end(): void {}

  /** Judges what can be judged by now. Not to be called again before it has answered. */
  async advance(): Promise<LiveUpdate> {
    const began: Beginning = { at: performance.now(), seconds: this.gate.seconds };
    const windows: HeardWindow[] = [];
    // Settings may change while a window is judged: windows begin at whole strides, however long these are by then.
    for (; this.isThere((this.next = this.wholeStrides(this.next))); this.next++) {
      const seconds = this.middleOf(this.next);
      if (!this.isSound(seconds)) continue;
      const { logits } = await this.judge(this.next);
      windows.push({ seconds, posteriors: logits.map((one) => meanSoftmax([one])) });
    }
    const sounds: HeardSound[] = [];
    for (let sound = this.waiting[0]; sound && this.isReady(sound); sound = this.waiting[0]) {
      sounds.push(await this.answer(sound, began));
      this.waiting.shift();
      this.lastSound = sound;
    }
    const oldest = this.next - Math.ceil(MEMORY_SECONDS / 2 / this.hopSeconds);
    if ((this.judged[0]?.first ?? oldest) < oldest) this.judged = this.judged.filter(({ first }) => first >= oldest);
    const computeMs = windows.length + sounds.length > 0 ? performance.now() - began.at : 0;
    return {
      seconds: this.gate.seconds,
      windows,
      sounds,
      utterances: [],
      hearing: this.gate.openSince !== null,
      computeMs,
    };
  }

  /** In frames. */
  private get stride(): number {
    return Math.max(1, Math.round(this.settings.strideMs / 1000 / this.hopSeconds));
  }

  private wholeStrides(frame: number): number {
    return Math.ceil(frame / this.stride) * this.stride;
  }

  private middleOf(first: number): number {
    return first * this.hopSeconds + this.halfSeconds;
  }

  private isThere(first: number): boolean {
    return first + this.pair.shape.frames <= this.frames.frames;
  }

  /** Whether a moment is part of a sound that is, or will be, answered. */
  private isSound(seconds: number): boolean {
    const since = this.gate.openSince;
    // Talk that does not end is no word: what comes later need not be judged.
    if (since !== null && seconds >= since) return seconds <= since + this.settings.mostMs / 1000;
    const holds = (sound: Sound) => seconds >= sound.startSeconds && seconds <= sound.endSeconds;
    return this.waiting.some(holds) || (this.lastSound !== null && holds(this.lastSound));
  }

  private isReady(sound: Sound): boolean {
    return this.isThere(Math.max(...this.windowsAbout(sound)));
  }

  /** First frames of the windows whose middle is near the sound's; at least of the nearest. */
  private windowsAbout({ startSeconds, endSeconds }: Sound): number[] {
    const { stride } = this;
    const step = stride * this.hopSeconds;
    const at = ((startSeconds + endSeconds) / 2 - this.halfSeconds) / step;
    const reach = this.settings.smoothingMs / 1000 / step;
    const [first, last] = [Math.ceil(at - reach), Math.floor(at + reach)];
    if (last < first) return [Math.round(at) * stride];
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * stride);
  }

  private async judge(first: number): Promise<JudgedWindow> {
    const known = this.judged.find((one) => one.first === first);
    if (known) return known;
    this.frames.read(first, this.pair.shape.frames, this.window);
    const answers = await this.nets.infer(this.window);
    const judged = { first, logits: answers.map(({ logits }) => logits), ms: answers.map(({ ms }) => ms) };
    this.judged.push(judged);
    return judged;
  }

  private async answer(sound: Sound, began: Beginning): Promise<HeardSound> {
    const noWord = this.whyNoWord(sound);
    const windows: JudgedWindow[] = [];
    // The middle of talk may lie further back than is remembered.
    if (noWord !== 'too-long') for (const first of this.windowsAbout(sound)) windows.push(await this.judge(first));
    const heardBy = windows.length > 0 ? this.nets.trainingIds : [];
    const answers = heardBy.map((trainingId, net): NetAnswer => {
      const posterior = meanSoftmax(windows.map(({ logits }) => logits[net]!));
      const best = posterior.reduce((most, value, i) => (value > posterior[most]! ? i : most), 0);
      const confidence = posterior[best]!;
      return {
        trainingId,
        label: this.pair.classes[best]!,
        confidence,
        said: noWord === null && confidence >= this.settings.threshold,
        windowMs: quantile(
          windows.map(({ ms }) => ms[net]!),
          0.5,
        ),
      };
    });
    return {
      ...sound,
      noWord,
      answers,
      waitMs: 1000 * (began.seconds - sound.endSeconds),
      computeMs: performance.now() - began.at,
    };
  }

  private whyNoWord({ startSeconds, endSeconds }: Sound): NoWord | null {
    const { leastMs, mostMs, voicedMs } = this.settings;
    const lastsMs = 1000 * (endSeconds - startSeconds);
    if (lastsMs < leastMs) return 'too-short';
    if (lastsMs > mostMs) return 'too-long';
    const voiced = this.voicing.voicedMs(startSeconds - BESIDE_SECONDS, endSeconds + BESIDE_SECONDS);
    return voiced < voicedMs ? 'no-voice' : null;
  }
}
