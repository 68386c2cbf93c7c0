import { groupBy } from '../../../core/group-by.ts';
import { stemOf } from '../paths.ts';

type SpeakerReader = (path: string) => string | undefined;

/** Speech Commands: `004ae714_nohash_0`. */
const NOHASH = /^(.+?)_nohash_/;
/** Of the names must follow the pattern: a stray or broken file must not hide who speaks in all the others. */
const MIN_SHARE_OF_NAMES = 0.9;
/** A person says more than one word: share of the speakers that must be in two classes or more. */
const MIN_SHARE_IN_CLASSES = 0.8;
/** Clips of one number in one class, on average, from which it cannot be a take's. */
const MIN_CLIPS_A_PAIR = 1.5;

/**
 * How speakers are read from the names of files whose class is their folder: before `_nohash_`, else before the first
 * `_` or `-` where the names agree that this is a person. Where they do not, nobody's speaker is known.
 * @param paths of all clips
 */
export function speakerReader(paths: readonly string[], classOf: (path: string) => string): SpeakerReader {
  const nohash: SpeakerReader = (path) => NOHASH.exec(stemOf(path))?.[1];
  if (paths.some((path) => nohash(path) !== undefined)) return nohash;
  const readers = ['_', '-'].map(
    (separator): SpeakerReader =>
      (path) =>
        beforeFirst(stemOf(path), separator),
  );
  return readers.find((reader) => readsPeople(reader, paths, classOf)) ?? (() => undefined);
}

function beforeFirst(stem: string, separator: string): string | undefined {
  const [speaker = '', rest = ''] = [stem.split(separator)[0], stem.split(separator).slice(1).join(separator)];
  return speaker === '' || rest === '' ? undefined : speaker.trim();
}

function readsPeople(reader: SpeakerReader, paths: readonly string[], classOf: (path: string) => string): boolean {
  const bySpeaker = groupBy(paths, reader);
  const unread = bySpeaker.get(undefined)?.length ?? 0;
  bySpeaker.delete(undefined);
  const read = paths.length - unread;
  if (read < MIN_SHARE_OF_NAMES * paths.length || bySpeaker.size < 2 || bySpeaker.size > read / 2) return false;
  const classesOf = [...bySpeaker.values()].map((clips) => new Set(clips.map((clip) => classOf(paths[clip]!))).size);
  const pairs = classesOf.reduce((sum, classes) => sum + classes, 0);
  if (classesOf.filter((classes) => classes > 1).length < MIN_SHARE_IN_CLASSES * bySpeaker.size) return false;
  // `01_yes`, `02_yes`: numbers that come once in each class count takes.
  const numbers = [...bySpeaker.keys()].every((speaker) => /^\d+$/.test(speaker ?? ''));
  return !numbers || read >= MIN_CLIPS_A_PAIR * pairs;
}
