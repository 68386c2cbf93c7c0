import type { DecodingConfig } from '../../config/experiment.ts';
import { nextTurn } from '../../core/turn.ts';
import { RowLayout } from '../../data/row-layout.ts';
import { textOf } from '../../data/symbols/units.ts';
import { NGram } from '../../decode/n-gram.ts';
import { beamDecode, type BeamOptions } from '../../decode/prefix-beam.ts';
import type { TrainerSetup } from '../../train/trainer.ts';
import type { Decoded, SplitDecoder } from '../task.ts';
import { clipsOf, sequencesOf } from './clips.ts';

/** How long clips may be searched one after another before messages get their turn. */
const TURN_MS = 8;

type DecoderSetup = Pick<TrainerSetup, 'experiment' | 'classes' | 'labels' | 'sequences' | 'labelled'>;

/**
 * Prefix beam search, where the experiment asks for it, with an n-gram model of the symbols.
 *
 * The model is counted from the texts of the training clips whose label the net may see, and from nothing else: a teacher's
 * from all labels (or the students' share, where it is given no more), those of both students, alone and distilled, from
 * the same share, so that both get the same model. What distillation draws beside the share, it hears without a text;
 * texts of validation and test clips are never counted. Each seed draws its share anew, and its models with it.
 * @returns null for greedy decoding, which needs nothing but the logits
 */
export function decoderOf(setup: DecoderSetup): SplitDecoder | null {
  const { decoding } = setup.experiment.task;
  if (decoding.kind === 'greedy') return null;
  const { classes } = setup;
  const { unit } = sequencesOf(setup);
  const { options, sentences } = beamOf(setup, decoding);
  return async (logits, split): Promise<Decoded> => {
    const texts: string[] = [];
    let [spentMs, turnAt] = [0, performance.now()];
    for (const { frames } of clipsOf(logits, setup, split)) {
      const began = performance.now();
      const [best] = beamDecode(frames, classes.length, 1, options);
      texts.push(
        textOf(
          best!.symbols.map((symbol) => classes[symbol]!),
          unit,
        ),
      );
      spentMs += performance.now() - began;
      if (performance.now() - turnAt < TURN_MS) continue;
      await nextTurn();
      turnAt = performance.now();
    }
    return { texts, sentences, msPerClip: spentMs / Math.max(1, texts.length) };
  };
}

function beamOf(setup: DecoderSetup, { width, order, weight, bonus }: DecodingConfig) {
  const blank = setup.classes.length - 1;
  const plain: BeamOptions = { width, blank };
  if (weight === 0 && bonus === 0) return { options: plain, sentences: 0 };
  const sentences = weight === 0 ? [] : sentencesSeenBy(setup);
  const model = new NGram(sentences, order, blank);
  return { options: { ...plain, language: { model, weight, bonus } }, sentences: sentences.length };
}

/** Classes of the texts that a net may learn from. */
function sentencesSeenBy(setup: DecoderSetup): number[][] {
  const places = new RowLayout(0, sequencesOf(setup).labelCounts.train);
  return Array.from(setup.labelled, (position) =>
    Array.from(setup.labels.train.subarray(places.start(position), places.start(position + 1))),
  );
}
