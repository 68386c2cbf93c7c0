import { fileURLToPath } from 'node:url';
import type { SaidWord } from '../../src/engine/data/said.ts';
import type { Voice } from './roster.ts';
import { fromPcm16, runProgram, synthesisRateHz } from './synthesise.ts';
import type { Take } from './take.ts';

/** espeak-ng's own range, that of a voice as it is. */
const FULL_RANGE = 50;
const script = fileURLToPath(new URL('./say.py', import.meta.url));

export interface SpokenText {
  /** Mono, -1 to 1, at 22,050 Hz. */
  readonly samples: Float32Array;
  readonly words: readonly SaidWord[];
  /** Of the last phone. */
  readonly endSeconds: number;
}

type SayEvent = readonly ['word', number] | readonly ['phone', number, string];

/** Texts by espeak-ng's library, with the times of their phones. @throws when a word was not heard of */
export async function sayWithPhones(voice: Voice, takes: readonly Take[]): Promise<SpokenText[]> {
  const asked = takes.map(({ text, pitch, rate, rangePercent }) =>
    JSON.stringify({
      voice: `${voice.accent}+${voice.variant}`,
      text,
      pitch,
      rate,
      range: Math.round((FULL_RANGE * rangePercent) / 100),
    }),
  );
  const output = await runProgram('python3', [script], new TextEncoder().encode(asked.join('\n')));
  const lines = output.toString('utf8').trim().split('\n');
  return takes.map(({ text }, i) => {
    const { pcm, events } = JSON.parse(lines[i] ?? '{}') as { pcm: string; events: SayEvent[] };
    return { samples: fromPcm16(Buffer.from(pcm, 'base64')), ...timesOf(text.replace(/\.$/, '').split(' '), events) };
  });
}

function timesOf(spellings: readonly string[], events: readonly SayEvent[]): Omit<SpokenText, 'samples'> {
  const words: { spelling: string; phones: { symbol: string; startSeconds: number }[] }[] = [];
  let endSeconds = NaN;
  for (const [kind, sample, symbol] of events) {
    // Some voices take the full stop for a word after the pause.
    if (!Number.isNaN(endSeconds)) break;
    if (kind === 'word') words.push({ spelling: spellings[words.length] ?? '', phones: [] });
    else if (symbol !== '') words.at(-1)?.phones.push({ symbol, startSeconds: sample / synthesisRateHz });
    // The pause after the last word has no symbol.
    else if (words.length === spellings.length) endSeconds = sample / synthesisRateHz;
  }
  if (words.length !== spellings.length || words.some(({ phones }) => phones.length === 0) || Number.isNaN(endSeconds))
    throw new Error(`"${spellings.join(' ')}": ${JSON.stringify(events)}`);
  return { words, endSeconds };
}
