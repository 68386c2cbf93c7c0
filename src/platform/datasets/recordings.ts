import type { FrontEndConfig } from '../../engine/config/experiment.ts';
import { StudioError, type ErrorReport } from '../../engine/core/errors.ts';
import type { DatasetProvider, OpenedDataset } from '../../engine/data/dataset-provider.ts';
import type { InputProcessing } from '../../engine/data/dataset.ts';
import type { FoundWord } from '../../engine/data/find-word.ts';
import type { RecordedClip, RecordedSound } from '../../engine/data/recordings.ts';
import type { Spectrogram } from '../../engine/data/spectrogram.ts';
import type { Stretch } from '../../engine/data/trim.ts';
import type { ClipSamples } from '../../engine/data/clip-samples.ts';
import type { ClipPlayer } from '../audio/player.ts';
import type { Store } from '../storage/store.ts';

/** What is said of a take. */
export interface TakeAbout {
  /** Null: the hush of the room. */
  readonly label: string | null;
  readonly speaker: string;
  readonly processing: InputProcessing;
}

/** A take that was kept in memory; `notKept` when it could not be written to the disk too. */
export interface KeptTake {
  readonly clip: RecordedClip;
  readonly notKept: ErrorReport | null;
}

type TakeOfClip = Pick<RecordedClip, 'takeId' | 'sampleRateHz'>;
type Provider = Pick<DatasetProvider, 'findWord' | 'findWords' | 'fromRecordings' | 'spectrogram'>;

/** Below it (-80 dB) not even a quiet room is heard: the microphone is off. */
const DEAD_PEAK = 1e-4;

/**
 * The takes of this browser and the clips that are cut from them. Takes stay whole and are written to the disk as they
 * are made; a change of the clips is another list of them, so that it can be undone. Promises reject with a StudioError.
 */
export class Recordings {
  private readonly takes = new Map<string, Float32Array>();
  private list: readonly RecordedClip[] = [];
  private loading: Promise<void> | null = null;

  /** @param store rejects where this browser keeps nothing */
  constructor(
    private readonly provider: Provider,
    private readonly player: ClipPlayer,
    private readonly store: Promise<Store>,
  ) {}

  /** In the order in which they were recorded; those of earlier visits too, where they are kept. */
  async clips(): Promise<readonly RecordedClip[]> {
    await this.load();
    return this.list;
  }

  /**
   * Keeps a take, with the word in it as its first clip.
   * @throws StudioError `file/silent`, `file/too-short`
   */
  async add({ samples, sampleRateHz }: ClipSamples, about: TakeAbout): Promise<KeptTake> {
    await this.load();
    const found = about.label === null ? wholeOf(samples) : await this.find(samples, sampleRateHz);
    const takeId = crypto.randomUUID();
    const clip: RecordedClip = {
      id: `${about.label ?? 'background'}/${takeId}`,
      takeId,
      recordedAt: Date.now(),
      takeLength: samples.length,
      sampleRateHz,
      ...about,
      ...found,
    };
    this.takes.set(takeId, samples);
    this.list = [...this.list, clip];
    return { clip, notKept: await this.write((store) => store.takes.add(clip, samples)) };
  }

  /** Says anew what is cut from the takes. @returns why it could not be written to the disk; null when it was */
  async change(clips: readonly RecordedClip[]): Promise<ErrorReport | null> {
    await this.load();
    const before = this.list;
    this.list = clips;
    const same = new Set(before.filter((clip) => clips.includes(clip)));
    const changed = [...before, ...clips].filter((clip) => !same.has(clip)).map(({ takeId }) => takeId);
    if (changed.length === 0) return null;
    return this.write((store) => store.takes.cut([...new Set(changed)], clips));
  }

  /** Where the word lies in the take of a clip. */
  async findWord({ takeId, sampleRateHz }: RecordedClip): Promise<Stretch> {
    return this.provider.findWord(this.take(takeId), sampleRateHz);
  }

  /** The words in a clip that silence keeps apart, as stretches of its take. */
  async findWords(clip: RecordedClip): Promise<readonly Stretch[]> {
    // A copy: a part of a take would take the whole of it to another thread.
    const found = await this.provider.findWords(this.cut(clip).slice(), clip.sampleRateHz);
    return found.map(({ start, end }) => ({ start: clip.start + start, end: clip.start + end }));
  }

  /** A take, whole. */
  samples({ takeId, sampleRateHz }: TakeOfClip): ClipSamples {
    return { samples: this.take(takeId), sampleRateHz };
  }

  /** Of the whole take. */
  async spectrogram({ takeId, sampleRateHz }: TakeOfClip, frontEnd: FrontEndConfig): Promise<Spectrogram> {
    return this.provider.spectrogram(this.take(takeId), sampleRateHz, frontEnd);
  }

  /** Plays a clip, stopping what plays; resolves at its end or when stopped. */
  async play(clip: RecordedClip): Promise<void> {
    await this.player.play({ samples: this.cut(clip), sampleRateHz: clip.sampleRateHz });
  }

  stopPlaying(): void {
    this.player.stop();
  }

  /** A dataset of the clips as they are now; null when there are none. */
  async dataset(): Promise<OpenedDataset | null> {
    const clips = await this.clips();
    if (clips.length === 0) return null;
    // Copies: a part of a take would take the whole of it to another thread.
    const sounds = clips.map(({ id, label, speaker, sampleRateHz, processing, ...clip }): RecordedSound => {
      return { id, label, speaker, sampleRateHz, processing, samples: this.cut(clip).slice() };
    });
    return this.provider.fromRecordings(sounds);
  }

  /** A take is not lost because the thread that looks for its word is: then it stays whole. */
  private async find(samples: Float32Array, sampleRateHz: number): Promise<FoundWord> {
    try {
      return await this.provider.findWord(samples, sampleRateHz);
    } catch (thrown) {
      if (StudioError.from(thrown).code.startsWith('file/')) throw thrown;
      return wholeOf(samples);
    }
  }

  private load(): Promise<void> {
    this.loading ??= (async () => {
      const kept = await this.store.then((store) => store.takes.load()).catch(() => null);
      kept?.takes.forEach(({ takeId, pcm }) => this.takes.set(takeId, pcm));
      const order = (a: RecordedClip, b: RecordedClip) => a.recordedAt - b.recordedAt || a.start - b.start;
      this.list = [...(kept?.clips ?? [])].sort(order);
    })();
    return this.loading;
  }

  private async write(work: (store: Store) => Promise<void>): Promise<ErrorReport | null> {
    try {
      await work(await this.store);
      return null;
    } catch {
      return new StudioError('storage/takes-not-kept').toReport();
    }
  }

  private cut({ takeId, start, end }: Pick<RecordedClip, 'takeId' | 'start' | 'end'>): Float32Array {
    return this.take(takeId).subarray(start, end);
  }

  private take(takeId: string): Float32Array {
    const samples = this.takes.get(takeId);
    if (!samples) throw new StudioError('internal', { take: takeId });
    return samples;
  }
}

/** @throws StudioError `file/silent` */
function wholeOf(samples: Float32Array): FoundWord {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  if (peak < DEAD_PEAK) throw new StudioError('file/silent', { peak });
  return { start: 0, end: samples.length, flaws: [] };
}
