import * as v from 'valibot';
import type { CorpusFiles, Line } from '../corpus-files.ts';
import { notRecognised, type FileUtterance, type Layout } from '../layout.ts';
import { createListing, filled } from '../listing.ts';
import { shortened } from '../list-report.ts';
import { extensionOf, nameOf } from '../paths.ts';
import { splitNamed } from '../split-name.ts';

const CONFIDENCE = 0.97;
const text = v.optional(v.union([v.string(), v.number()]));
const seconds = v.optional(v.pipe(v.number(), v.finite(), v.minValue(0)));
/** Of a line. Other keys are none of our business. */
const entrySchema = v.object({
  audio_filepath: v.string(),
  offset: seconds,
  duration: seconds,
  text,
  label: text,
  command: text,
  speaker: text,
});

/**
 * Manifests of NVIDIA NeMo: a JSON object a line with `audio_filepath`, `duration` and `text`, or `label` (`command`)
 * for words; `offset` where a recording is longer. The name of the file tells its split.
 */
export const nemo: Layout = {
  id: 'nemo',
  async recognise(files) {
    const listing = createListing(files);
    const manifests: string[] = [];
    for (const path of files.paths.filter(isCandidate)) {
      const lines = await files.lines(path);
      if (!isEntry(lines)) continue;
      manifests.push(path);
      readManifest(files, path, lines, listing);
    }
    if (listing.files === 0) return notRecognised;
    return {
      score: CONFIDENCE,
      evidence: { files: listing.files, example: nameOf(manifests[0]!) },
      read: (path) => listing.read(path) ?? { leftOut: 'file/not-listed' },
      isOwnText: (path) => manifests.includes(path),
      troubles: listing.troubles,
    };
  },
};

function isCandidate(path: string): boolean {
  return ['json', 'jsonl', 'manifest', 'ndjson'].includes(extensionOf(path));
}

function isEntry([first]: readonly Line[]): boolean {
  return first !== undefined && entryIn(first.text) !== null;
}

function readManifest(
  files: CorpusFiles,
  path: string,
  lines: readonly Line[],
  listing: ReturnType<typeof createListing>,
): void {
  const split = splitNamed(nameOf(path));
  for (const { number, text: line } of lines) {
    const entry = entryIn(line);
    if (!entry) {
      files.complain(path, 'file/bad-line', { line: number, example: shortened(line) });
      continue;
    }
    const { audio_filepath, offset, duration, speaker } = entry;
    const label = entry.label ?? entry.command;
    const utterance: FileUtterance = filled({
      label: label === undefined ? undefined : String(label),
      transcript: entry.text === undefined ? undefined : String(entry.text),
      speaker: speaker === undefined ? undefined : String(speaker),
      split,
    });
    const cut = offset === undefined ? undefined : cutOf(offset, duration);
    listing.add(path, audio_filepath, { ...utterance, ...(cut && { cut }) });
  }
}

function cutOf(offset: number, duration: number | undefined): FileUtterance['cut'] {
  return { startSeconds: offset, endSeconds: duration === undefined ? Infinity : offset + duration };
}

function entryIn(line: string): v.InferOutput<typeof entrySchema> | null {
  try {
    const parsed = v.safeParse(entrySchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
