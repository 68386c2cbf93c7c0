import { StudioError } from '../../core/errors.ts';
import { drawLabelShare } from '../../data/label-share.ts';
import { ctcLoss } from '../../metrics/ctc-loss.ts';
import { errorsIn } from '../../metrics/error-rates.ts';
import { makeErrorVerdict, type Heard } from '../../metrics/error-verdict.ts';
import { isErrorScores } from '../../metrics/score-kinds.ts';
import type { Task, TestAnswers } from '../task.ts';
import { clipsOf } from './clips.ts';
import { decoderOf } from './decoder.ts';
import { heardIn, judgedErrors, scoreTexts } from './hear.ts';
import { planSentences } from './plan.ts';
import { checkSentences } from './sentences.ts';
import { sentencesWithoutLabels } from './without-labels.ts';

/**
 * Sentences, symbol by symbol, by connectionist temporal classification (Graves, Fernandez, Gomez, Schmidhuber 2006,
 * doi:10.1145/1143844.1143891): an output unit a symbol and the blank after them, decoded greedily or in the end by a beam, the
 * verdict in points of the error rate.
 */
export const ctc: Task = {
  id: 'ctc',
  checkTrainable: checkSentences,
  plan: planSentences,
  withoutLabels: sentencesWithoutLabels,
  // Sentences have no classes: all are of one.
  drawLabels: ({ members }, sharePercent, rng) =>
    drawLabelShare(new Int32Array(members.train.length), sharePercent, rng),
  decoder: decoderOf,
  score: (logits, targets, split, decoded) =>
    scoreTexts(decoded?.texts ?? heardIn(logits, targets, split), targets, split),
  loss(logits, targets, split) {
    const { classes } = targets;
    let [sum, count] = [0, 0];
    for (const { frames, labels } of clipsOf(logits, targets, split)) {
      const nats = ctcLoss(frames, classes.length, labels, classes.length - 1);
      // Labels that do not fit have no path.
      if (nats === Infinity) continue;
      sum += nats / Math.max(1, labels.length);
      count++;
    }
    return count === 0 ? 0 : sum / count;
  },
  rightShare(scores) {
    if (!isErrorScores(scores)) return NaN;
    const { cer, per, wer } = scores.errorRates;
    return 1 - (cer ?? per ?? wer ?? NaN);
  },
  details: (scores) => (isErrorScores(scores) ? { errors: scores.counts, confusions: scores.confusions } : {}),
  answers(seed, plan, { teacher, alone, distilled }) {
    const symbols = new Int32Array(plan.members.test.length);
    const heard = ({ logits, targets, decoded }: TestAnswers): Heard => {
      const texts = decoded?.texts ?? heardIn(logits, targets, 'test');
      const counts = texts.map((text, clip) => judgedErrors(text, plan, 'test', clip));
      counts.forEach((count, clip) => (symbols[clip] = count.symbols));
      return { texts, errors: Int32Array.from(counts, errorsIn) };
    };
    return {
      seed,
      symbols,
      speakers: plan.testSpeakers,
      teacher: heard(teacher),
      alone: heard(alone),
      distilled: heard(distilled),
    };
  },
  async verdict(runs, labels, rng) {
    const judged = runs.filter((run) => 'symbols' in run);
    const verdict = await makeErrorVerdict(judged, labels, rng);
    if (!verdict) throw new StudioError('internal', { detail: 'nothing was said in the test clips' });
    return verdict;
  },
  load: () => import('./batch-targets.ts'),
};
