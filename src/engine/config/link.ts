import type { Catalogs } from './catalogs.ts';
import { differences } from './diff.ts';
import type { Experiment } from './experiment.ts';
import { invalid, quote } from './invalid.ts';
import type { Json } from './json.ts';
import { fromText, toText } from './link-text.ts';
import { choiceOver } from './merge.ts';
import { migrate } from './migrate.ts';
import { patchFromPaths, valuesByPath } from './paths.ts';
import { patchExperiment, presetExperiment, resolveExperiment } from './resolve.ts';

const MAX_LENGTH = 65_536;

/**
 * The experiment as the fragment of a link, without `#`: version, preset, and what differs from the preset, e.g.
 * `v=1&preset=few-labels&seed=3&data.labelShare=20`.
 */
export function toHash(experiment: Experiment, catalogs: Catalogs): string {
  const { version, preset } = experiment;
  const changed = new Set(differences(experiment, presetExperiment(preset, catalogs)).map(({ path }) => path));
  const isNeeded = (path: string): boolean => {
    const choice = choiceOver(path);
    return changed.has(path) || (choice !== null && changed.has(choice));
  };
  const pairs: [string, Json][] = [...valuesByPath(experiment)].filter(([path]) => isNeeded(path));
  return [['v', version] as const, ['preset', preset] as const, ...pairs]
    .map(([key, value]) => `${key}=${encode(toText(value))}`)
    .join('&');
}

/**
 * The experiment that a link names; an empty fragment is the default one.
 * @param hash with or without `#`
 * @throws StudioError `experiment/invalid` with the offending key, `experiment/newer-version`, `experiment/unknown-preset`
 */
export function fromHash(hash: string, catalogs: Catalogs): Experiment {
  const fragment = hash.replace(/^#/, '');
  if (fragment.length > MAX_LENGTH) throw invalid('link', 'too-long', { max: MAX_LENGTH });
  const values = parse(fragment);
  const version = values.get('v') ?? 1;
  values.delete('v');
  const { patch, trainingIds } = patchFromPaths(values);
  const { preset, ...changes } = migrate({ ...patch, version });
  const base = resolveExperiment(preset === undefined ? {} : { preset }, catalogs);
  return patchExperiment(base, changes, catalogs, trainingIds);
}

function parse(fragment: string): Map<string, Json> {
  const values = new Map<string, Json>();
  for (const pair of fragment === '' ? [] : fragment.split('&')) {
    const [, key, text] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (key === undefined || text === undefined) throw invalid('link', 'malformed', { value: quote(pair) });
    const field = decode(key, key);
    if (values.has(field)) throw invalid(field, 'duplicate');
    if (field === 'version') throw invalid(field, 'unknown-key');
    values.set(field, fromText(decode(text, field), field));
  }
  return values;
}

/** Commas may stand in a fragment as they are. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',');
}

function decode(text: string, field: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(field, 'malformed', { value: quote(text) });
  }
}
