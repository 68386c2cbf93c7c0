import { StudioError } from '../../core/errors.ts';
import type { FeatureFile, FeatureFiles } from './feature-files.ts';
import { openRowFile, readRows, rowFileBytes, RowWriter, type RowFile } from './row-file.ts';

/** Neighbours are read together, up to so many bytes. */
const READ_BYTES = 2 ** 23;

interface Place {
  readonly file: RowFile;
  readonly row: number;
}

/** Features kept of one way to make them: rows by the clip that they are of. What cannot be read is as if it were not kept. */
export class KeptFeatures {
  private constructor(
    private readonly files: readonly FeatureFile[],
    private readonly places: ReadonlyMap<string, Place>,
  ) {}

  /** @param settings digest of all that makes the features what they are, save the clip */
  static async find(files: FeatureFiles, settings: string): Promise<KeptFeatures> {
    const places = new Map<string, Place>();
    const found = await files.find(settings);
    for (const one of found) {
      const file = await openRowFile(one).catch(() => null);
      if (file) file.keys.forEach((key, row) => places.set(key, { file, row }));
      else await one.remove();
    }
    return new KeptFeatures(found, places);
  }

  /** Nothing more is read. */
  close(): void {
    for (const file of this.files) file.close();
  }

  /**
   * Copies rows that are kept.
   * @param keys of the rows of `out`
   * @param startOf the first float of a row in `out`; of their number, the end of the last
   * @returns those that are not there, as places in `keys`
   */
  async fill(keys: readonly string[], out: Float32Array, startOf: (at: number) => number): Promise<number[]> {
    const missing: number[] = [];
    for (let at = 0; at < keys.length;) {
      const place = this.places.get(keys[at]!);
      const count = place ? neighbours(keys, at, startOf, place) : 0;
      const isRead =
        place &&
        count > 0 &&
        (await readRows(place.file, place.row, out.subarray(startOf(at), startOf(at + count))).then(
          () => true,
          () => false,
        ));
      const end = at + Math.max(1, count);
      if (!isRead) for (let one = at; one < end; one++) missing.push(one);
      at = end;
    }
    return missing;
  }
}

/** How many keys from `at` on are those of the rows that follow each other in a file; none where the first differs in length. */
function neighbours(
  keys: readonly string[],
  at: number,
  startOf: (at: number) => number,
  { file: { keys: kept, starts }, row }: Place,
): number {
  const isNext = (count: number): boolean =>
    at + count < keys.length &&
    kept[row + count] === keys[at + count] &&
    starts[row + count + 1]! - starts[row]! === startOf(at + count + 1) - startOf(at);
  const isEnough = (count: number): boolean => count > 0 && 4 * (startOf(at + count + 1) - startOf(at)) > READ_BYTES;
  let count = 0;
  while (isNext(count) && !isEnough(count)) count++;
  return count;
}

/** Keeps rows as they are made; what goes wrong ends the keeping, never the making. */
export class FeatureKeeper {
  /** Why they are not kept. */
  trouble: StudioError | null = null;

  private constructor(private writer: RowWriter | null) {}

  /** @param lengths floats of each row that will come */
  static async begin(
    files: FeatureFiles,
    owner: string,
    settings: string,
    lengths: readonly number[],
  ): Promise<FeatureKeeper> {
    const keeper = new FeatureKeeper(null);
    await keeper.trying(async () => {
      const spool = lengths.length > 0 ? await files.create(owner, settings, rowFileBytes(lengths)) : null;
      keeper.writer = spool && new RowWriter(spool);
    });
    return keeper;
  }

  async add(key: string, row: Float32Array): Promise<void> {
    if (this.writer) await this.trying(() => this.writer!.add(key, row));
  }

  async finish(): Promise<void> {
    if (this.writer) await this.trying(() => this.writer!.finish());
  }

  /** What was begun is not wanted. */
  async discard(): Promise<void> {
    const { writer } = this;
    this.writer = null;
    await writer?.discard().catch(() => undefined);
  }

  private async trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.trouble = StudioError.from(thrown, 'storage/features-not-kept');
      if (this.trouble.code === 'file/no-room') this.trouble = new StudioError('storage/features-not-kept');
      await this.discard();
    }
  }
}
