import { createStore } from 'zustand/vanilla';
import { expect, test } from 'vitest';
import type { HeardUtterance } from '../engine/live/events.ts';
import type { HeardUpdate } from '../engine/live/live-ear.ts';
import { errorRate } from '../engine/metrics/error-rates.ts';
import type { LiveState, LiveStore } from './live-store.ts';
import { createSentenceStore, sentenceErrors } from './sentence-store.ts';

/** Stores over a stream that is in the test's hands. */
function openStore(state: Partial<LiveState>) {
  const live = createStore(() => ({ pair: null, status: 'listening', saying: null, prompts: [], ...state }));
  const told: { current: (update: HeardUpdate) => void } = { current: () => undefined };
  const store = createSentenceStore(
    Object.assign(live, {
      prompt: (prompts: readonly string[]) => live.setState({ prompts }),
      onUpdate: (listener: typeof told.current) => void (told.current = listener),
    }) as unknown as LiveStore,
  );
  const hear = (id: number, isOver: boolean, ...texts: string[]) => {
    const utterance: HeardUtterance = {
      ...{ id, isOver, startSeconds: id, endSeconds: id + 1, waitMs: 0, computeMs: 1 },
      texts: texts.map((text, net) => ({ trainingId: `net-${net}`, text, ms: 1, totalMs: 2 })),
    };
    told.current({ utterances: [utterance] } as unknown as HeardUpdate);
  };
  return { live, store, hear };
}

test('an utterance grows, is over, and is scored against what was played', () => {
  const { store, hear } = openStore({ saying: 'one two three' });
  hear(0, false, 'one', '');
  hear(0, false, 'one two', 'on');
  expect(store.getState()).toMatchObject({
    growing: { id: 0, texts: [{ text: 'one two' }, { text: 'on' }] },
    heard: [],
  });
  hear(0, true, 'one two three', 'on two');
  hear(1, true, 'one two', '');
  const { growing, heard } = store.getState();
  expect(growing).toBeNull();
  expect(heard.map(({ utterance, truth }) => [utterance.id, truth])).toEqual([
    [1, 'one two three'],
    [0, 'one two three'],
  ]);
  hear(2, true, '', '');
  expect(store.getState().heard).toHaveLength(3);
  store.clear();
  expect(store.getState().heard).toEqual([]);
  // One of six words is left out; of six, two are wrong or left out, then three.
  expect(errorRate(sentenceErrors(heard, 'net-0', 'wer'))).toBeCloseTo(100 / 6, 10);
  expect(errorRate(sentenceErrors(heard, 'net-1', 'wer'))).toBeCloseTo(500 / 6, 10);
});

test('a sentence that was asked for is taken as said, once; without one nobody knows', () => {
  const { live, store, hear } = openStore({ prompts: ['ask me', 'again'] });
  hear(0, true, '', '');
  hear(1, true, 'ask me', '');
  expect(live.getState().prompts).toEqual(['again']);
  hear(2, true, 'again', 'a');
  hear(3, true, 'more', '');
  expect(store.getState().heard.map(({ truth }) => truth)).toEqual([null, 'again', 'ask me']);
  expect(errorRate(sentenceErrors(store.getState().heard, 'net-0', 'wer'))).toBe(0);
  expect(errorRate(sentenceErrors([], 'net-0', 'wer'))).toBeNull();
});

test('what grew is gone when the stream is, and everything when other nets listen', () => {
  const { live, store, hear } = openStore({});
  hear(0, true, 'a', 'a');
  hear(1, false, 'b', 'b');
  live.setState({ status: 'ready' });
  expect(store.getState()).toMatchObject({ growing: null, heard: [{ id: 0 }] });
  live.setState({ pair: {} as never });
  expect(store.getState().heard).toEqual([]);
});
