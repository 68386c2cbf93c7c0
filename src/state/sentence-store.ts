import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { alignTexts, countErrors, totalErrors, unitOf, type ErrorCounts } from '../engine/metrics/error-rates.ts';
import type { ErrorRateId } from '../engine/data/sequences.ts';
import type { HeardUtterance } from '../engine/live/events.ts';
import type { LiveStore } from './live-store.ts';

/** An utterance that is over, and what was said in it where that is known. */
export interface HeardSentence {
  readonly id: number;
  readonly utterance: HeardUtterance;
  readonly truth: string | null;
}

export interface SentenceState {
  /** The utterance that is being said, as it is heard by now. */
  readonly growing: HeardUtterance | null;
  /** The newest first. */
  readonly heard: readonly HeardSentence[];
}

export interface SentenceStore extends StoreApi<SentenceState> {
  clear(): void;
}

const MOST_ENTRIES = 100;
const nothing: SentenceState = { growing: null, heard: [] };

/**
 * Sentences as they are heard. What was said is known of a clip that is played and of what a person was asked to say. Where
 * it is not known that anything was said, an utterance in which no net hears anything is none.
 */
export function createSentenceStore(live: LiveStore): SentenceStore {
  const store = createStore<SentenceState>(() => nothing);
  let entries = 0;

  const truthOf = (): string | null => {
    const { saying, prompts } = live.getState();
    const [prompt] = prompts;
    if (saying !== null || prompt === undefined) return saying;
    live.prompt(prompts.slice(1));
    return prompt;
  };
  const hear = (utterance: HeardUtterance): void => {
    if (!utterance.isOver) return store.setState({ growing: utterance });
    store.setState({ growing: null });
    if (live.getState().saying === null && utterance.texts.every(({ text }) => text === '')) return;
    const entry: HeardSentence = { id: entries++, utterance, truth: truthOf() };
    store.setState(({ heard }) => ({ heard: [entry, ...heard].slice(0, MOST_ENTRIES) }));
  };
  live.onUpdate(({ utterances }) => utterances.forEach(hear));
  live.subscribe(({ pair, status }, before) => {
    if (pair !== before.pair) store.setState(nothing);
    else if (status !== before.status && store.getState().growing) store.setState({ growing: null });
  });
  return Object.assign(store, { clear: () => store.setState({ heard: [] }) });
}

/** Errors of one net in what was heard so far and is known, all utterances together. */
export function sentenceErrors(heard: readonly HeardSentence[], trainingId: string, judged: ErrorRateId): ErrorCounts {
  return totalErrors(
    heard.flatMap(({ utterance, truth }) => {
      const answer = utterance.texts.find((one) => one.trainingId === trainingId);
      return answer && truth !== null ? countErrors(alignTexts(truth, answer.text, unitOf[judged])) : [];
    }),
  );
}
