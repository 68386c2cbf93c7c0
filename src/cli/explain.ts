import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { StudioError, type ErrorCode, type ErrorParams } from '../engine/core/errors.ts';
import type { LayoutFinding } from '../engine/data/dataset.ts';
import { presetIds } from './options.ts';

/** The page's words: the terminal says the same, in English. */
const pageWords = new URL('../ui/locales/en.json', import.meta.url);

const words = v.object({
  errors: v.record(v.string(), v.object({ what: v.string(), why: v.string() })),
  invalid: v.record(v.string(), v.string()),
});
const layoutWords = v.object({ evidence: v.string() });
type Words = v.InferOutput<typeof words>;

/** Where the page speaks of links, addresses and browsers. */
const ofTheTerminal: Partial<Record<ErrorCode, string>> = {
  'experiment/newer-version': 'This experiment is from a newer Stillhouse.',
  'experiment/unknown-preset': `There is no preset “{{preset}}”. There are: ${presetIds()}.`,
  'data/missing-unlabelled': 'This experiment hears audio without labels: name it by --unlabelled ({{fingerprint}}).',
  'data/pack-unavailable': 'The speech pack is damaged.',
  'train/worker-died': 'A training ended because its thread died, mostly for lack of memory.',
  'backend/unknown': 'There is no backend “{{backend}}”.',
  'backend/none-works': 'The backend does not work here: {{backends}}.',
  'file/no-temp-folder':
    'There is no folder for temporary files: nothing can be written to {{folder}}. Let TMPDIR name one that is there and has room.',
  internal: '{{detail}}',
};

/** What went wrong, in one line of English. */
export function explain(thrown: unknown): string {
  const text = thrown instanceof StudioError ? sentenceFor(thrown) : messageOf(thrown);
  return text.replace(/\s+/g, ' ').trim();
}

function sentenceFor({ code, params }: StudioError): string {
  const own = ofTheTerminal[code];
  if (own !== undefined) return fill(own, params);
  const { errors, invalid }: Words = v.parse(words, JSON.parse(readFileSync(pageWords, 'utf8')));
  const reason = fill(invalid[String(params.reason)] ?? invalid.other ?? '', params);
  const { what, why } = errors[code] ?? { what: code, why: '' };
  const because = fill(errors[String(params.because)]?.why ?? '', params);
  return fill(`${what} ${why}`, { ...params, reason, because });
}

/** Why a layout was taken, in a sentence of English; empty for none. */
export function layoutEvidence(layout: LayoutFinding | undefined): string {
  if (!layout?.id) return '';
  if (Object.keys(layout.evidence).length === 0) return 'nothing in these files speaks for it';
  const file = new URL(`../engine/data/layouts/${layout.id}/en.json`, import.meta.url);
  const { evidence } = v.parse(layoutWords, JSON.parse(readFileSync(file, 'utf8')));
  return fill(evidence, layout.evidence);
}

function fill(sentence: string, params: ErrorParams): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
