import type { Split } from '../../dataset.ts';
import { notRecognised, type FileReading, type Layout } from '../layout.ts';
import { createListing, filled } from '../listing.ts';
import { nameOf } from '../paths.ts';

const CONFIDENCE = 0.97;
/** The tables that are read, those with a split first: a clip stays in the first that has it. */
const TABLES: readonly (readonly [string, Split | undefined])[] = [
  ['train.tsv', 'train'],
  ['dev.tsv', 'validation'],
  ['test.tsv', 'test'],
  ['validated.tsv', undefined],
];
const OTHER_TABLES =
  /^(invalidated|other|reported|clip_durations|times|validated_sentences|unvalidated_sentences)\.(tsv|txt)$/i;
const COLUMNS = ['client_id', 'path', 'sentence'];

/**
 * Mozilla Common Voice: `clips/*.mp3` and tables `train.tsv`, `dev.tsv`, `test.tsv`, `validated.tsv` with `client_id`,
 * `path`, `sentence`. Quotation marks in them are letters like others. (Ardila et al. 2020, arXiv:1912.06670)
 */
export const commonVoice: Layout = {
  id: 'common-voice',
  async recognise(files) {
    const listing = createListing(files);
    const seen = new Set<string>();
    const tables: string[] = [];
    for (const [name, split] of TABLES)
      for (const path of files.paths.filter((one) => nameOf(one).toLowerCase() === name)) {
        const [head, ...rows] = await files.lines(path);
        const columns = (head?.text ?? '').split('\t').map((column) => column.trim().toLowerCase());
        const [client, file, sentence] = COLUMNS.map((column) => columns.indexOf(column));
        if (client === undefined || file === undefined || sentence === undefined || file < 0 || sentence < 0) continue;
        tables.push(path);
        for (const { text } of rows) {
          const cells = text.split('\t');
          const clip = cells[file]?.trim() ?? '';
          if (clip === '' || seen.has(clip)) continue;
          seen.add(clip);
          listing.add(
            path,
            clip,
            filled({ speaker: cells[client]?.trim(), transcript: cells[sentence]?.trim(), split }),
          );
        }
      }
    if (listing.files === 0) return notRecognised;
    return {
      score: CONFIDENCE,
      evidence: { files: listing.files, tables: tables.map(nameOf).join(', ') },
      read: (path): FileReading => listing.read(path) ?? { leftOut: 'file/not-listed' },
      isOwnText: (path) => tables.includes(path) || OTHER_TABLES.test(nameOf(path)),
      troubles: listing.troubles,
    };
  },
};
