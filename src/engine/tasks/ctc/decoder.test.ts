import { describe, expect, it } from 'vitest';
import { sentenceDataset, sentenceExperiment } from '../../../cli/testing/tiny-sentences.ts';
import { NGram } from '../../decode/n-gram.ts';
import { decoderOf } from './decoder.ts';
import { ctc } from './index.ts';

const said = { train: ['ab', 'ab', 'ba', 'c a'], validation: ['ab'], test: ['ab', 'ba'] };
const beam = { kind: 'beam', width: 32, order: 2, weight: 1, bonus: 0 } as const;

function setUp(decoding: Readonly<Record<string, unknown>>, labelled: readonly number[]) {
  const experiment = sentenceExperiment({ task: { kind: 'ctc', decoding } });
  return { ...ctc.plan(sentenceDataset(said), experiment), experiment, labelled: Int32Array.from(labelled) };
}

const setup = setUp(beam, [0, 1]);
const { classes, sequences } = setup;
const blank = classes.length - 1;

/** In each test clip: surely `a` in one frame, then in another `b` by so much, else `c`, then silence. */
function hardlyHeard(ofB: number): Float32Array {
  return Float32Array.from(
    [...sequences!.outLengths.test].flatMap((frames) =>
      Array.from({ length: frames }, (_, t) =>
        classes.map((symbol, k) => {
          if (t === 0) return symbol === 'a' ? 0 : -30;
          if (t === 1) return symbol === 'b' ? Math.log(ofB) : symbol === 'c' ? Math.log(1 - ofB) : -30;
          return k === blank ? 0 : -30;
        }),
      ).flat(),
    ),
  );
}

describe('the decoder of sentences', () => {
  it('is none where decoding is greedy', () => {
    expect(decoderOf(setUp({ kind: 'greedy' }, [0]))).toBeNull();
  });

  it('weighs what was heard by what the labelled texts say, as the definition has it', async () => {
    const logits = hardlyHeard(0.3);
    expect(ctc.score(logits, setup, 'test')).toMatchObject({ errorRates: { wer: 1 } });
    const decoded = await decoderOf(setup)!(logits, 'test');
    expect(decoded).toMatchObject({ texts: ['ab', 'ab'], sentences: 2 });
    expect(ctc.score(logits, setup, 'test', decoded)).toMatchObject({ errorRates: { wer: 0.5, cer: 0.5 } });
    // log P(sound) + weight log P(text) + bonus a symbol, by hand, over the texts that the sound leaves open.
    const classOf = (symbol: string) => classes.indexOf(symbol);
    const model = new NGram([[...'ab'].map(classOf), [...'ab'].map(classOf)], 2, blank);
    const scoreOf = (text: string, heard: number, weight: number) => {
      const whole = [...[...text].map(classOf), blank];
      const logs = whole.map((k, i) => model.next(whole.slice(0, i))[k]!);
      return Math.log(heard) + weight * logs.reduce((sum, log) => sum + log, 0);
    };
    for (const weight of [0.05, 0.2, 1]) {
      const { texts } = await decoderOf(setUp({ ...beam, weight }, [0, 1]))!(logits, 'test');
      expect(texts[0]).toBe(scoreOf('ab', 0.3, weight) > scoreOf('ac', 0.7, weight) ? 'ab' : 'ac');
    }
  });

  it('counts no text whose label may not be seen, and none of other splits', async () => {
    const logits = hardlyHeard(0.3);
    // The share holds `c a` alone: nothing speaks for `b` after `a`.
    const decoded = await decoderOf(setUp(beam, [3]))!(logits, 'test');
    expect(decoded).toMatchObject({ texts: ['ac', 'ac'], sentences: 1 });
  });

  it('without a model goes by the sound alone', async () => {
    const plain = await decoderOf(setUp({ ...beam, weight: 0 }, [0, 1]))!(hardlyHeard(0.3), 'test');
    expect(plain).toMatchObject({ texts: ['ac', 'ac'], sentences: 0 });
  });
});
