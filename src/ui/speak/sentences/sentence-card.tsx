import { useTranslation } from 'react-i18next';
import type { PairSentences } from '../../../engine/experiment/trained-pair.ts';
import type { HeardUtterance, NetText } from '../../../engine/live/events.ts';
import type { ListeningNet } from '../../../engine/live/live-ear.ts';
import { errorRate, errorsIn } from '../../../engine/metrics/error-rates.ts';
import { roleOf } from '../../../state/cast.ts';
import { sentenceErrors } from '../../../state/sentence-store.ts';
import { useFormats } from '../../i18n/format.ts';
import { useSentences } from '../../shell/studio-context.tsx';
import { netName } from '../../shell/words.ts';
import { NetFacts } from '../net-facts.tsx';

export interface SentenceCardProps {
  readonly net: ListeningNet;
  readonly sentences: PairSentences;
}

/** What one net hears, growing as it is said, and how often it was wrong so far. */
export function SentenceCard({ net, sentences: { judged } }: SentenceCardProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const growing = useSentences((state) => state.growing);
  const heard = useSentences((state) => state.heard);
  const { trainingId, family, settings, cost, tested, aheadMs } = net;
  const role = roleOf(net);
  const utterance = growing ?? heard[0]?.utterance;
  const answer = utterance?.texts.find((one) => one.trainingId === trainingId);
  const last = heard[0]?.utterance;
  const ended = last?.texts.find((one) => one.trainingId === trainingId);
  const errors = sentenceErrors(heard, trainingId, judged);
  const rate = errorRate(errors);
  const facts = [
    [t('speak.sentences.latency'), last && ended ? formats.milliseconds(last.waitMs + ended.ms) : '–'],
    [t('speak.sentences.compute'), answer ? formats.milliseconds(answer.ms) : '–'],
    [t('speak.sentences.realTime'), utterance && answer ? formats.percent(shareOfTime(utterance, answer), 1) : '–'],
    [t('speak.parameters'), formats.compact(cost.parameters)],
    [t('speak.size'), formats.bytes(cost.bytes)],
    [t('speak.macs'), formats.compact(cost.macs)],
    [t('speak.sentences.tested', { rate: t(`metrics.${judged}.short`) }), formats.percent(tested, 1)],
  ] as const;
  return (
    <article className={`net-card sentence-card ${role}`} aria-label={t(`cast.${role}`)}>
      <h3>
        {t(`cast.${role}`)} <span className="term">{netName({ family, model: settings }, t)}</span>
      </h3>
      <p className={growing ? 'net-sentence growing' : 'net-sentence'}>
        {answer ? answer.text || (growing ? '…' : t('speak.sentences.nothing')) : '…'}
      </p>
      <p className="net-line">
        {growing
          ? t('speak.sentences.hearing')
          : rate === null
            ? answer
              ? ''
              : t('speak.sentences.waiting')
            : t('speak.sentences.score', {
                rate: t(`metrics.${judged}.short`),
                value: formats.percent(rate, 1),
                wrong: formats.count(errorsIn(errors)),
                of: formats.count(errors.symbols),
                units: t(`metrics.${judged}.units`),
              })}
      </p>
      <p className="term">
        {aheadMs === null
          ? t('speak.sentences.rereads')
          : t('speak.sentences.streams', { ahead: formats.milliseconds(aheadMs) })}
      </p>
      <NetFacts facts={facts} />
    </article>
  );
}

/** Percent of the time that an utterance has lasted. */
function shareOfTime({ startSeconds, endSeconds }: HeardUtterance, { totalMs }: NetText): number {
  return totalMs / Math.max(1e-3, endSeconds - startSeconds) / 10;
}
