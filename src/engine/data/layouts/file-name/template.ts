import type { FileUtterance } from '../layout.ts';
import { foldersOf, stemOf } from '../paths.ts';

export type NameReader = (path: string) => FileUtterance | null;

/** A field, or the text that stands between fields. */
type Part = { readonly field: string } | { readonly text: string };

/**
 * A reader of names from a template as people write it: `{label}_{speaker}_{take}`, `{speaker}/{label}-{any}`. `/` is
 * the border of a folder; `{take}` is a number; names other than label, speaker and take stand for what does not
 * matter. A field ends where the text after it first comes, the last one takes what remains.
 * @returns null for a template without `{label}`, and where two fields meet without anything between
 */
export function readerOf(template: string): NameReader | null {
  const parts = partsOf(template);
  const labels = parts.filter((part) => 'field' in part && part.field === 'label');
  const meet = parts.some((part, at) => 'field' in part && at > 0 && 'field' in parts[at - 1]!);
  if (labels.length !== 1 || meet) return null;
  const depth = template.split('/').length - 1;
  return (path) => {
    const name = [...foldersOf(path), stemOf(path)]
      .slice(-1 - depth)
      .join('/')
      .normalize('NFC');
    const told = fieldsIn(name, parts);
    const [label = '', speaker = ''] = [told?.get('label'), told?.get('speaker')];
    return label === '' ? null : { label, ...(speaker !== '' && { speaker }) };
  };
}

function partsOf(template: string): Part[] {
  return template
    .trim()
    .normalize('NFC')
    .split(/(\{[^{}/]*\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const field = /^\{(.*)\}$/.exec(part)?.[1];
      return field === undefined ? { text: part } : { field: field.trim().toLowerCase() };
    });
}

/** One pass, never back: a hostile name costs no more than another. */
function fieldsIn(name: string, parts: readonly Part[]): Map<string, string> | null {
  const fields = new Map<string, string>();
  let at = 0;
  for (const [place, part] of parts.entries()) {
    if ('text' in part) {
      if (!name.startsWith(part.text, at)) return null;
      at += part.text.length;
      continue;
    }
    const next = parts[place + 1];
    const end = next && 'text' in next ? name.indexOf(next.text, at + 1) : name.length;
    const value = name.slice(at, Math.max(at, end));
    if (value === '' || value.includes('/') || (part.field === 'take' && !/^\d+$/.test(value))) return null;
    fields.set(part.field, value.trim());
    at = end;
  }
  return at === name.length ? fields : null;
}
