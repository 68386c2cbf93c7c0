import { invalid } from './invalid.ts';
import { isList, toJson, type Json } from './json.ts';

/**
 * Values as they stand in a link. The text alone tells the type, so that links of older versions can be read without
 * their schema: `3` and `0.5` are numbers, `none` a word, `white,pink` a list, `white,` a list of one, `,` an empty
 * one, `null` nothing; what would be misread is written as JSON (`"3"`).
 */
export function toText(value: Json): string {
  if (typeof value === 'string') return isWord(value) ? value : JSON.stringify(value);
  if (!isList(value) || !value.every((item): item is string => typeof item === 'string' && isWord(item)))
    return JSON.stringify(value);
  return value.length > 1 ? value.join(',') : `${value.join('')},`;
}

/**
 * The reverse of {@link toText}.
 * @throws StudioError `experiment/invalid` naming `field`
 */
export function fromText(text: string, field: string): Json {
  if (isWord(text)) return text;
  if (/^["[]/.test(text) || isNumber(text) || constants.has(text)) return parse(text, field);
  const words = text === ',' ? [] : text.replace(/,$/, '').split(',');
  if (text.includes(',') && words.every(isWord)) return words;
  throw invalid(field, 'malformed', { value: text.slice(0, 40) });
}

const constants = new Set(['null', 'true', 'false']);

/** A string that stands for itself. Half a surrogate pair cannot be percent-encoded, JSON escapes it. */
function isWord(text: string): boolean {
  return /^[^",[\]{}\p{Surrogate}]+$/u.test(text) && !isNumber(text) && !constants.has(text);
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text);
}

function parse(text: string, field: string): Json {
  try {
    return toJson(JSON.parse(text));
  } catch {
    throw invalid(field, 'malformed', { value: text.slice(0, 40) });
  }
}
