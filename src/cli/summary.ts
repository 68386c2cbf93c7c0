import type { Report } from '../engine/experiment/report.ts';

const titles: Readonly<Record<string, string>> = { f1: 'F1', wer: 'WER', cer: 'CER', per: 'PER' };

/** The table at the end of a run, as text. */
export function summaryOf(report: Report): string {
  const names = Object.keys(Object.values(report.models)[0]?.metrics ?? {});
  const header = ['net', 'family', 'parameters', 'MACs', ...names.map((name) => titles[name] ?? name), 'ms a clip'];
  const rows = Object.entries(report.models).map(([id, { family, parameters, macs, metrics, msPerClip }]) => [
    id,
    family,
    String(parameters),
    String(macs),
    ...Object.values(metrics).map((value: number) => value.toFixed(1)),
    msPerClip === undefined ? '' : msPerClip.toFixed(3),
  ]);
  return [...table([header, ...rows]), '', ...verdictLines(report)].join('\n');
}

function table(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}

function verdictLines(report: Report): string[] {
  const { verdict, runs, dataset, phones, backend, seconds } = report;
  const { gainPoints, ci95, gapClosed, agreement, labels } = verdict;
  const judgement =
    ci95[0] > 0 ? 'distilled is better' : ci95[1] < 0 ? 'distilled is worse' : 'no difference beyond chance';
  const gap =
    gapClosed === null ? 'the teacher is no better than alone' : `${(100 * gapClosed).toFixed(0)} % of the gap closed`;
  return [
    ...unlabelledLines(report),
    ...decodingLines(report),
    `gain ${signed(gainPoints)} points (95 %: ${signed(ci95[0])} to ${signed(ci95[1])}): ${judgement}`,
    `${gap}, agrees with the teacher on ${agreement.toFixed(1)} % of the test ${phones ? 'frames' : 'clips'}`,
    `labels seen: teacher ${labels.teacher}, students ${labels.students}`,
    `${dataset.clips} clips, ${learntIn(report)}, ${dataset.speakers} speakers; ` +
      `${runs.length === 1 ? 'one seed' : `${runs.length} seeds`}; backend ${backend.name}; ${seconds.toFixed(1)} s`,
  ];
}

/** What the distilled student had that the one alone had not. */
function unlabelledLines({ unlabelled }: Report): string[] {
  if (!unlabelled) return [];
  const { name, clips, minutes, speakersKnown, leftOut } = unlabelled;
  return [
    `the distilled student also heard ${minutes.toFixed(1)} minutes without labels (${clips} clips of ${name}), alone did not`,
    ...(leftOut.length > 0
      ? [`  ${leftOut.length} left out: they are in the data, or of voices that it holds out`]
      : []),
    ...(speakersKnown ? [] : ['  who speaks there is not known: voices that are held out may be among them']),
  ];
}

/** What a beam brought. */
function decodingLines({ models }: Report): string[] {
  const beams = Object.entries(models).flatMap(([id, { decoding }]) =>
    decoding?.decoder === 'beam' ? [[id, decoding] as const] : [],
  );
  const [first] = beams;
  if (!first) return [];
  const { width, order, weight, bonus } = first[1];
  const each = beams.map(([id, { greedy, sentences, msPerClip }]) => {
    const rates = Object.entries(greedy).map(([name, rate]) => `${titles[name] ?? name} ${rate.toFixed(1)}`);
    return `  ${id}: ${rates.join(', ')} greedily; model of ${sentences} texts; ${msPerClip.toFixed(1)} ms a clip`;
  });
  return [`decoded by a beam of ${width} with ${order}-grams, weight ${weight}, bonus ${bonus}`, ...each];
}

function learntIn({ dataset, sentences, phones }: Report): string {
  if (phones) return `${phones.symbols.length} phones (${phones.scored.length} scored)`;
  if (!sentences) return `${dataset.classes.length} classes`;
  return `${sentences.vocabulary.symbols.length} ${sentences.vocabulary.unit}`;
}

function signed(points: number): string {
  return `${points >= 0 ? '+' : ''}${points.toFixed(1)}`;
}
