import type { Segment } from './dataset.ts';

/** A word of an utterance with the times of its phones, from the utterance's start. */
export interface SaidWord {
  readonly spelling: string;
  /** Each lasts until the next begins. */
  readonly phones: readonly { readonly symbol: string; readonly startSeconds: number }[];
}

/** What is said in an utterance, and when. */
export interface Said {
  readonly words: readonly SaidWord[];
  /** Of the last phone. */
  readonly endSeconds: number;
}

/** The symbol of what comes before and after speech. */
export const SILENCE = 'sil';

const MS = 1000;

/** As one line of a pack's index, times in milliseconds: `two t15 uː93 | six s210 ɪ331 k402 s466 | 560`. */
export function writeSaid({ words, endSeconds }: Said): string {
  const parts = words.map(({ spelling, phones }) =>
    [spelling, ...phones.map(({ symbol, startSeconds }) => `${symbol}${Math.round(startSeconds * MS)}`)].join(' '),
  );
  return [...parts, Math.round(endSeconds * MS)].join(' | ');
}

const WORD = /^\p{L}+(?: [^\s\d|]+\d+)+$/u;
const PHONE = /^([^\d]+)(\d+)$/u;

/** The reverse of {@link writeSaid}; null for anything else, and where times do not go up. */
export function readSaid(line: string): Said | null {
  const parts = line.split(' | ');
  const end = parts.pop() ?? '';
  if (!/^\d+$/.test(end) || parts.length === 0 || !parts.every((part) => WORD.test(part))) return null;
  const words = parts.map((part): SaidWord => {
    const [spelling = '', ...phones] = part.split(' ');
    return {
      spelling,
      phones: phones.map((phone) => {
        const [, symbol = '', ms = ''] = PHONE.exec(phone) ?? [];
        return { symbol, startSeconds: Number(ms) / MS };
      }),
    };
  });
  const said = { words, endSeconds: Number(end) / MS };
  const times = [...words.flatMap(({ phones }) => phones.map(({ startSeconds }) => startSeconds)), said.endSeconds];
  return times.every((time, i) => i === 0 || time >= times[i - 1]!) ? said : null;
}

/** @param seconds of the whole utterance: what is left at both ends is silence */
export function segmentsOf({ words, endSeconds }: Said, seconds: number) {
  const phones = words.flatMap((word) => word.phones);
  const startOf = (index: number): number => phones[index]?.startSeconds ?? endSeconds;
  const spoken = phones.map(({ symbol, startSeconds }, i): Segment => ({
    symbol,
    startSeconds,
    endSeconds: startOf(i + 1),
  }));
  const silence = (startSeconds: number, until: number): Segment[] =>
    until > startSeconds ? [{ symbol: SILENCE, startSeconds, endSeconds: until }] : [];
  let first = 0;
  const wordSegments = words.map(({ spelling, phones: { length } }): Segment => {
    const segment = { symbol: spelling, startSeconds: startOf(first), endSeconds: startOf(first + length) };
    first += length;
    return segment;
  });
  return {
    transcript: words.map(({ spelling }) => spelling).join(' '),
    words: wordSegments,
    segments: [...silence(0, startOf(0)), ...spoken.filter(isHeard), ...silence(endSeconds, seconds)],
  };
}

/** A phone that was cut off with the silence it lay in has no time left. */
const isHeard = ({ startSeconds, endSeconds }: Segment): boolean => endSeconds > startSeconds;
