import type { Split } from '../dataset.ts';

const NAMES: readonly (readonly [RegExp, Split])[] = [
  // First what tests: `dev-test` is AN4's name for its test part.
  [/(^|[^a-z])(test(ing)?|tst|eval(uation)?)([^a-z]|$)/i, 'test'],
  [/(^|[^a-z])(val(id(ation)?)?|dev(el(opment)?)?|cv)([^a-z]|$)/i, 'validation'],
  [/(^|[^a-z])(train(ing)?|trn)([^a-z]|$)/i, 'train'],
];

/** The split that a folder, a list or a cell names (`train-clean-100`, `dev`, `an4_test`); undefined for none. */
export function splitNamed(name: string): Split | undefined {
  return NAMES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Whether the whole name is one of a part, as `train` or `Testing`, and not of a class. */
export function isPartName(name: string): boolean {
  return /^(train(ing)?|test(ing)?|val(id(ation)?)?|dev(elopment)?|eval(uation)?)$/i.test(name);
}

/** The split of the nearest folder that is a part: `train/yes/1.wav`. */
export function splitOfFolders(folders: readonly string[]): Split | undefined {
  const part = folders.findLast(isPartName);
  return part === undefined ? undefined : splitNamed(part);
}
