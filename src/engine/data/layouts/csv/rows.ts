import Papa from 'papaparse';
import type { CorpusFiles } from '../corpus-files.ts';

/** Tries anew after a quotation mark that nothing closes. */
const MAX_UNCLOSED = 20;

/**
 * The rows of a table, whatever separates its cells. A quotation mark that is never closed spoils its own line, not all
 * that follow.
 * @param path of the table, to name what is wrong
 */
export function rowsOf(files: CorpusFiles, path: string, text: string): string[][] {
  const lines = files.linesIn(path, text).map((line) => line.text);
  let rows: string[][] = [];
  let from = 0;
  for (let unclosed = 0; from < lines.length; unclosed++) {
    const { data, errors } = Papa.parse<string[]>(lines.slice(from).join('\n'), { skipEmptyLines: 'greedy' });
    const broken = errors.find(({ code }) => code === 'MissingQuotes');
    if (broken?.row === undefined) {
      rows = rows.concat(data);
      break;
    }
    const whole = data.slice(0, broken.row);
    rows = rows.concat(whole);
    // A cell may span lines: those of the whole rows before.
    const spanned = whole.reduce((sum, row) => sum + 1 + row.join('').split('\n').length - 1, 0);
    files.complain(path, 'file/unclosed-quote', { line: from + spanned + 1 });
    from += spanned + 1;
    if (unclosed === MAX_UNCLOSED) break;
  }
  return rows;
}
