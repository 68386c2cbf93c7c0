import { netIds, netOf } from '../works/net.ts';
import { RECOGNISER } from '../works/recogniser.ts';
import type { BenchFile, Result } from './schema.ts';
import { digits, ratioInWords } from './text-table.ts';

const titles: Readonly<{ [work: string]: string }> = {
  ctc: 'CTC and its gradient, 268 frames, 40 labels',
  recogniser: `${RECOGNISER.title}, 268 frames`,
  'log-mel': 'an hour of audio to log-mel 40',
  default: 'the default experiment, one seed',
  'rnn-to-rnn': '`rnn-to-rnn`, one seed',
};
const columns = ['ms', 'Node', 'Chromium', 'PyTorch', 'stock tfjs', 'jax-js'] as const;

/** The table of the README: medians in milliseconds, and in brackets what ours takes of theirs. */
export function markdownOf({ results, machine, commit, date, busy }: BenchFile): string {
  const keys = new Map(results.map(({ work, batch }) => [`${work}|${batch}`, { work, batch }]));
  const rows = [...keys.values()].map(({ work, batch }) => {
    const own = results.filter((row) => row.work === work && row.batch === batch);
    const [node, chromium] = [best(own, 'ours', 'node'), best(own, 'ours', 'chromium')];
    const pytorch = best(own, 'pytorch', 'python');
    const stock = best(own, 'tf', 'chromium') ?? best(own, 'tf', 'node');
    const jax = best(own, 'jax-js', 'chromium') ?? best(own, 'jax-js', 'node');
    const beside = (theirs: Result | null): string => {
      const ours = theirs?.where === 'chromium' ? chromium : (node ?? chromium);
      if (!theirs) return '';
      return ours ? `${shown(theirs)} (${ratioInWords(ours.stepMs.median / theirs.stepMs.median)})` : shown(theirs);
    };
    return [titleOf(work, batch), shown(node), shown(chromium), beside(pytorch), beside(stock), beside(jax)];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
  const mark = busy.busy ? ` The machine was busy: ${busy.reasons.join(', ')}.` : '';
  return `${table}\n\nMedian milliseconds; in brackets the time of ours by theirs. Commit \`${commit}\`, ${date.slice(0, 10)}, ${machine.words}.${mark}\n`;
}

function best(rows: readonly Result[], who: string, where: Result['where']): Result | null {
  return rows
    .filter((row) => row.where === where && row.who.startsWith(who))
    .reduce<Result | null>((least, row) => (least && least.stepMs.median <= row.stepMs.median ? least : row), null);
}

function shown(row: Result | null): string {
  return row === null ? '' : digits(row.stepMs.median);
}

function titleOf(work: string, batch: number | null): string {
  const id = netIds.find((id) => id === work);
  const title = id === undefined ? (titles[work] ?? work) : netOf(id).title;
  return batch === null ? title : `${title}, batch ${batch}`;
}
