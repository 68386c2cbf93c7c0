import { invalid } from './invalid.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

const MAX_DEPTH = 12;
const MAX_VALUES = 20_000;

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** True for names that every object inherits (`__proto__`, `constructor`, ...): never a key of data. */
export function isInheritedName(key: string): boolean {
  return key in Object.prototype;
}

/**
 * A copy of anything that came from outside as plain data: what is not JSON, nests too deep, is too big or has keys
 * that reach for a prototype is refused. The copy shares nothing with the original.
 * @throws StudioError `experiment/invalid`
 */
export function toJson(value: unknown): Json {
  let values = 0;
  const copy = (at: unknown, path: string, depth: number): Json => {
    if (++values > MAX_VALUES || depth > MAX_DEPTH) throw invalid(path, 'too-long');
    if (at === null || typeof at === 'boolean' || typeof at === 'string') return at;
    if (typeof at === 'number' && Number.isFinite(at)) return at;
    const within = (key: string | number) => (path === '' ? String(key) : `${path}.${key}`);
    if (Array.isArray(at)) return Array.from(at, (item: unknown, i) => copy(item, within(i), depth + 1));
    if (typeof at !== 'object' || !isPlain(at)) throw invalid(path, 'wrong-type');
    const entries = Object.entries(at).filter(([, item]) => item !== undefined);
    return Object.fromEntries(
      entries.map(([key, item]): [string, Json] => {
        if (isInheritedName(key)) throw invalid(within(key), 'unknown-key');
        return [key, copy(item, within(key), depth + 1)];
      }),
    );
  };
  return copy(value, '', 0);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
