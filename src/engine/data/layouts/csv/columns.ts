import type { ColumnMapping, ColumnRole } from '../choice.ts';
import { columnRoles } from '../choice.ts';
import type { PathIndex } from '../path-index.ts';

/** How people call their columns, the surest names first. */
const NAMES: Readonly<Record<ColumnRole, RegExp>> = {
  path: /^(path|file|file_?name|file_?path|audio|audio_?file|audio_?path|audio_?filepath|wav|wav_?path|clip|recording)$/i,
  label: /^(label|class|class_?name|category|target|keyword|word|command|digit|emotion|tag)$/i,
  speaker: /^(speaker|speaker_?id|spk|spk_?id|client_?id|voice|person|actor|subject|reader|name)$/i,
  split: /^(split|set|subset|partition|part|usage)$/i,
  transcript: /^(transcript|transcription|text|sentence|utterance|normali[sz]ed_?text)$/i,
  start: /^(start|begin|onset|offset|start_?(time|s|sec|seconds)|from)$/i,
  end: /^(end|stop|end_?(time|s|sec|seconds)|to)$/i,
};
/** Rows that are looked at. */
const PROBE = 50;

export interface Columns {
  readonly names: readonly string[];
  readonly mapping: ColumnMapping;
  /** The first row is one of names, not of values. */
  readonly hasHeader: boolean;
}

/** Which column holds what: by their names, and the paths by what the cells lead to. */
export function guessColumns(rows: readonly (readonly string[])[], index: PathIndex, from: readonly string[]): Columns {
  const [head = [], ...rest] = rows;
  const leadsToFile = (cell: string | undefined) =>
    cell !== undefined && cell !== '' && index.find(cell, from) !== null;
  const hasHeader = rows.length > 1 && !head.some(leadsToFile);
  const probe = (hasHeader ? rest : rows).slice(0, PROBE);
  const width = Math.max(0, ...rows.slice(0, PROBE).map((row) => row.length));
  const columns = Array.from({ length: width }, (_, at) => at);
  const names = columns.map((at) => (hasHeader ? (head[at] ?? '').trim() : '') || String(at + 1));
  const hits = columns.map((at) => probe.filter((row) => leadsToFile(row[at]?.trim())).length);
  const most = Math.max(0, ...hits);
  const byName = (role: ColumnRole) => names.findIndex((name) => NAMES[role].test(name.replace(/[\s-]+/g, '_')));
  const path = most > 0 ? hits.indexOf(most) : byName('path');
  const mapping = Object.fromEntries(
    columnRoles.map((role) => [role, role === 'path' ? path : byName(role) === path ? -1 : byName(role)]),
  ) as Record<ColumnRole, number>;
  // Two columns without names: what is not the path is the label.
  if (!hasHeader && width === 2 && path >= 0) mapping.label = 1 - path;
  return { names, mapping, hasHeader };
}
