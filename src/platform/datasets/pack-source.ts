import { StudioError } from '../../engine/core/errors.ts';
import type { PackName } from '../../engine/config/pack-name.ts';
import type { DatasetProvider, OpenedDataset } from '../../engine/data/dataset-provider.ts';

const FOLDER = `${import.meta.env.BASE_URL}pack/`;

/** A speech pack: what it holds at once, its clips as they are decoded. */
export interface PackSource {
  readonly opened: OpenedDataset;
  /** Resolves when the voice's clips are in the bank. Rejects when the pack cannot be decoded. */
  voice(speaker: string | undefined): Promise<void>;
  /** Resolves when all are. */
  readonly complete: Promise<void>;
  /** It could not be decoded: another try begins anew. */
  broken(): boolean;
}

/** @throws StudioError `data/pack-unavailable` */
export async function loadPackSource(
  name: PackName,
  provider: DatasetProvider,
  signal: AbortSignal,
): Promise<PackSource> {
  const [index, bytes] = await Promise.all([
    fetched(`${FOLDER}${name}.json`, signal).then((response) => response.json() as Promise<unknown>),
    fetched(`${FOLDER}${name}.opus`, signal).then((response) => response.arrayBuffer()),
  ]).catch((thrown: unknown) => {
    throw StudioError.from(thrown, 'data/pack-unavailable');
  });
  const opened = await provider.openPack(index, new Uint8Array(bytes));
  const { pcm, utterances } = opened.dataset;
  const gates = new Map(utterances.map(({ speaker }) => [speaker, gate()]));
  const complete = provider.decodePack(({ speaker, offset, samples }) => {
    if (samples) pcm.set(samples, offset);
    gates.get(speaker)?.open();
  });
  let failed = false;
  complete.catch((error: unknown) => {
    failed = true;
    gates.forEach((one) => one.fail(error));
  });
  return { opened, complete, voice: (speaker) => gates.get(speaker)?.passed ?? complete, broken: () => failed };
}

async function fetched(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new StudioError('data/pack-unavailable', { status: response.status });
  return response;
}

interface Gate {
  readonly passed: Promise<void>;
  open(): void;
  fail(error: unknown): void;
}

function gate(): Gate {
  let open = (): void => undefined;
  let fail = (_error: unknown): void => undefined;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  // Nobody may be waiting for this voice.
  passed.catch(() => undefined);
  return { passed, open, fail };
}
