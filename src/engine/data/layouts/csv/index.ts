import type { ColumnMapping, LayoutSettings } from '../choice.ts';
import type { CorpusFiles } from '../corpus-files.ts';
import { notRecognised, type FileUtterance, type Layout } from '../layout.ts';
import { createListing, filled } from '../listing.ts';
import { shortened } from '../list-report.ts';
import { extensionOf, foldersOf, nameOf } from '../paths.ts';
import { splitNamed } from '../split-name.ts';
import { guessColumns } from './columns.ts';
import { rowsOf } from './rows.ts';

/** Above folders and names: somebody wrote down what is what. */
const CONFIDENCE = 0.95;
/** A table of the recordings whose columns say nothing: a person may know them. */
const CONFIDENCE_UNTOLD = 0.3;
/** Of the recordings that a table must name, or it is about something else. */
const MIN_COVERAGE = 0.5;

/** A table with a row for each recording or stretch of one; which column holds what is guessed and can be changed. */
export const csv: Layout = {
  id: 'csv',
  settable: 'columns',
  async recognise(files, settings) {
    const candidates = files.paths.filter((path) => ['csv', 'tsv'].includes(extensionOf(path)));
    if (files.audio.length === 0 || candidates.length === 0) return notRecognised;
    let best: TableReading | null = null;
    for (const path of candidates) {
      const table = await readTable(files, path, settings);
      if (table && (best === null || table.listing.files > best.listing.files)) best = table;
    }
    if (!best || (best.listing.files === 0 && !settings.columns)) return notRecognised;
    const { listing, path, columns, tells } = best;
    const { coverage } = listing;
    return {
      score: coverage < MIN_COVERAGE ? 0 : (tells ? CONFIDENCE : CONFIDENCE_UNTOLD) * coverage,
      evidence: { files: listing.files, table: nameOf(path), columns: tellingColumns(columns) },
      read: (file) => listing.read(file) ?? { leftOut: 'file/not-listed' },
      isOwnText: (file) => file === path,
      troubles: listing.troubles,
      columns,
    };
  },
};

interface TableReading {
  readonly path: string;
  readonly columns: { readonly names: readonly string[]; readonly mapping: ColumnMapping };
  readonly listing: ReturnType<typeof createListing>;
  /** Of some recording it tells a label or a transcript. */
  readonly tells: boolean;
}

async function readTable(files: CorpusFiles, path: string, settings: LayoutSettings): Promise<TableReading | null> {
  const rows = rowsOf(files, path, (await files.text(path)) ?? '');
  const guess = guessColumns(rows, files.index, foldersOf(path));
  const mapping = settings.columns ?? guess.mapping;
  if (guess.mapping.path < 0 && !settings.columns) return null;
  const listing = createListing(files);
  const of = (row: readonly string[], at: number) => (at < 0 ? '' : (row[at] ?? '').trim());
  for (const row of guess.hasHeader ? rows.slice(1) : rows) {
    const reference = of(row, mapping.path);
    if (reference === '') continue;
    const cut = cutOf(of(row, mapping.start), of(row, mapping.end));
    if (cut === null) {
      files.complain(path, 'file/bad-times', { example: shortened(row.join(' ')) });
      continue;
    }
    const utterance: FileUtterance = filled({
      label: of(row, mapping.label),
      speaker: of(row, mapping.speaker),
      split: splitNamed(of(row, mapping.split)),
      // Without such a column nothing is missing in it.
      transcript: mapping.transcript < 0 ? undefined : of(row, mapping.transcript),
    });
    listing.add(path, reference, { ...utterance, ...(cut && { cut }) });
  }
  const tells = listing.utterances.some(({ label, transcript }) => label !== undefined || transcript !== undefined);
  return { path, columns: { names: guess.names, mapping }, listing, tells };
}

/** Null: no times. */
function cutOf(start: string, end: string): FileUtterance['cut'] | null {
  if (start === '' && end === '') return undefined;
  const cut = { startSeconds: start === '' ? 0 : Number(start), endSeconds: end === '' ? Infinity : Number(end) };
  return cut.startSeconds >= 0 && cut.endSeconds > cut.startSeconds ? cut : null;
}

/** `label, speaker`: the names of the columns that are read. */
function tellingColumns({ names, mapping }: TableReading['columns']): string {
  return Object.values(mapping)
    .filter((at) => at >= 0)
    .map((at) => names[at] ?? '')
    .join(', ');
}
