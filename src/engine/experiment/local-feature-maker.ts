import { oneAtATime } from '../core/one-at-a-time.ts';
import { featureStream } from '../data/augment/moves.ts';
import { nextTurn } from '../core/turn.ts';
import type { FeatureBlock, FeatureShape, Normaliser } from '../data/feature-block.ts';
import type { ErrorReport, StudioError } from '../core/errors.ts';
import { featureKeys, type FeatureKeys } from '../data/feature-keys.ts';
import { createFeatureExtractor, type FeatureExtractor, type FeatureExtractorOptions } from '../data/features.ts';
import { prepareFrontEnd } from '../dsp/prepare-front-end.ts';
import { measureFeatureMs, type FeatureWork } from '../data/measure-features.ts';
import { layoutOfBlock, type RowLayout } from '../data/row-layout.ts';
import { addSums, normaliseRows, type FeatureSums } from '../data/normaliser.ts';
import { samplesBy, type OpenSamples } from '../data/samples/sample-reader.ts';
import type { FeatureMaker, Measured, Range } from './feature-maker.ts';
import type { FeatureRequest } from './feature-provider.ts';
import { noFeatureFiles, type FeatureFiles } from './kept-features/feature-files.ts';
import { FeatureKeeper, KeptFeatures } from './kept-features/kept-features.ts';

/** How long clips are worked on before messages get their turn. */
const TURN_MS = 20;

/** Makes features in this thread. */
export class LocalFeatureMaker implements FeatureMaker {
  private extractor: FeatureExtractor | null = null;
  private request: FeatureRequest | null = null;
  /** Of what is kept on the device; null where nothing is. */
  private keys: FeatureKeys | null = null;
  private trouble: StudioError | null = null;
  private readonly fillInTurn = oneAtATime((...asked: Parameters<FeatureMaker['fill']>) => this.compute(...asked));

  /**
   * @param openSamples reads the samples of datasets, where not all lie in memory
   * @param files keeps the first version of the features of datasets that lie in files: what training begins with
   */
  constructor(
    private readonly openSamples: OpenSamples = samplesBy(null),
    private readonly files: FeatureFiles = noFeatureFiles,
  ) {}

  async open(request: FeatureRequest): Promise<FeatureShape> {
    const { dataset, members, unlabelled = 0, whole, portionBytes, frontEnd, noise, augment, seed } = request;
    const train = [...members.train];
    await prepareFrontEnd(frontEnd);
    this.request = request;
    const options: FeatureExtractorOptions = {
      dataset,
      shape: whole?.shape ?? null,
      samples: this.openSamples(dataset),
      trainIndices: train.slice(0, train.length - unlabelled),
      variedIndices: train,
      frontEnd,
      noise,
      augment,
      rng: featureStream(seed),
    };
    this.extractor = createFeatureExtractor(options);
    // What never fits at once has no place beside what does.
    this.keys = dataset.stored && !portionBytes ? featureKeys(options, this.extractor.shape) : null;
    return this.extractor.shape;
  }

  fill(
    block: FeatureBlock,
    clips: Range,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<FeatureBlock> {
    return this.fillInTurn(block, clips, normaliser, onProgress);
  }

  measure(block: FeatureBlock, bins: Range, before: FeatureSums): Promise<Measured> {
    const { extractor, request } = this.opened();
    const { unlabelled = 0, members } = request;
    const { bins: width } = extractor.shape;
    // Of portions only those are measured that hold the dataset's own clips.
    const end = block.portion ? Infinity : width * this.layoutOf(block).start(members.train.length - unlabelled);
    return Promise.resolve({ block, sums: addSums(before, block.data.subarray(0, end), width, bins) });
  }

  normalise(block: FeatureBlock, { from, to }: Range, normaliser: Normaliser): Promise<FeatureBlock> {
    const { bins } = this.opened().extractor.shape;
    const layout = this.layoutOf(block);
    normaliseRows(block.data.subarray(layout.start(from) * bins, layout.start(to) * bins), normaliser);
    return Promise.resolve(block);
  }

  measureMs(work: FeatureWork): Promise<number> {
    return measureFeatureMs(work);
  }

  notKept(): Promise<ErrorReport | null> {
    return Promise.resolve(this.trouble?.toReport() ?? null);
  }

  dispose(): Promise<void> {
    this.extractor = this.request = this.keys = null;
    return Promise.resolve();
  }

  private async compute(
    block: FeatureBlock,
    { from, to }: Range,
    normaliser: Normaliser | null,
    onProgress: (done: number) => void,
  ): Promise<FeatureBlock> {
    const { split, version, portion, data } = block;
    const { shape } = this.opened().extractor;
    const layout = this.layoutOf(block);
    const placeOf = (at: number): number => shape.bins * (layout.start(from + at) - layout.start(from));
    const members = this.opened().request.members[split];
    const clips = portion
      ? Int32Array.from(portion.positions.slice(from, to), (position) => members[position]!)
      : members.subarray(from, to);
    const versionOf = (at: number): number => portion?.versions[from + at] ?? version;
    const part = data.subarray(layout.start(from) * shape.bins, layout.start(to) * shape.bins);
    const { missing, keeper, keyOf } = await this.fillWithKept(clips, block, part, placeOf);
    let done = clips.length - missing.length;
    let turnAt = performance.now();
    try {
      for (const at of missing) {
        // Asked each time: it may have been disposed of meanwhile.
        this.opened().extractor.extract(clips[at]!, versionOf(at), part, placeOf(at), layout.frames(from + at));
        await keeper?.add(keyOf(at), part.subarray(placeOf(at), placeOf(at + 1)));
        done++;
        if (performance.now() - turnAt < TURN_MS) continue;
        onProgress(done);
        await nextTurn();
        turnAt = performance.now();
      }
      await keeper?.finish();
    } catch (thrown) {
      await keeper?.discard();
      throw thrown;
    }
    this.trouble ??= keeper?.trouble ?? null;
    if (normaliser) normaliseRows(part, normaliser);
    return block;
  }

  /** Copies what is kept of clips, and gets ready to keep the rest. */
  private async fillWithKept(
    clips: Int32Array,
    { version, portion }: FeatureBlock,
    part: Float32Array,
    placeOf: (at: number) => number,
  ) {
    const { keys, files } = this;
    if (!keys || portion || version > 0) return { missing: [...clips.keys()], keeper: null, keyOf: () => '' };
    const named = Array.from(clips, (clip) => keys.keyOf(clip));
    const kept = await KeptFeatures.find(files, keys.settings);
    const missing = await kept.fill(named, part, placeOf);
    kept.close();
    const owner = this.opened().request.dataset.fingerprint;
    const lengths = missing.map((at) => placeOf(at + 1) - placeOf(at));
    const keeper = await FeatureKeeper.begin(files, owner, keys.settings, lengths);
    return { missing, keeper, keyOf: (at: number) => named[at]! };
  }

  private layoutOf(block: FeatureBlock): RowLayout {
    const { extractor, request } = this.opened();
    return layoutOfBlock(block, extractor.shape, request.whole?.lengths[block.split] ?? null);
  }

  private opened(): { readonly extractor: FeatureExtractor; readonly request: FeatureRequest } {
    const { extractor, request } = this;
    if (!extractor || !request) throw new Error('features were not prepared');
    return { extractor, request };
  }
}
