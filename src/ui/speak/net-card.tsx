import { useTranslation } from 'react-i18next';
import type { ListeningNet } from '../../engine/live/live-ear.ts';
import type { CastRole } from '../../state/cast.ts';
import { scoreOf } from '../../state/live-score.ts';
import { useFormats } from '../i18n/format.ts';
import { useLive } from '../shell/studio-context.tsx';
import { netName } from '../shell/words.ts';
import { lastAnswer } from './last-answer.ts';
import { NetFacts } from './net-facts.tsx';

/** What one net heard last, how sure it is, how quick, how big, and how often it was right so far. */
export function NetCard({ net, role }: { readonly net: ListeningNet; readonly role: CastRole }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const heard = useLive((state) => state.heard);
  const { trainingId, family, settings, cost, tested } = net;
  const last = lastAnswer(heard, trainingId);
  const { right, of } = scoreOf(heard, trainingId);
  const facts = [
    [t('speak.latency'), last ? formats.milliseconds(last.waitMs + last.computeMs) : '–'],
    [t('speak.compute'), last ? formats.milliseconds(last.answer.windowMs) : '–'],
    [t('speak.parameters'), formats.compact(cost.parameters)],
    [t('speak.size'), formats.bytes(cost.bytes)],
    [t('speak.macs'), formats.compact(cost.macs)],
    [t('speak.tested'), formats.percent(tested, 1)],
  ] as const;
  return (
    <article className={`net-card ${role}`} aria-label={t(`cast.${role}`)}>
      <h3>
        {t(`cast.${role}`)} <span className="term">{netName({ family, model: settings }, t)}</span>
      </h3>
      <p className={`net-word${last?.answer.said ? '' : ' unsure'}`}>
        {last ? (last.answer.said ? last.answer.label : t('speak.unsure', { word: last.answer.label })) : '…'}
      </p>
      <div className="net-confidence" aria-hidden="true">
        <span style={{ width: `${100 * (last?.answer.confidence ?? 0)}%` }} />
      </div>
      <p className="net-line">
        <span>
          {last ? t('speak.sure', { value: formats.percent(100 * last.answer.confidence, 1) }) : t('speak.waiting')}
        </span>
        <span>{of > 0 && t('speak.score', { right, of })}</span>
      </p>
      <NetFacts facts={facts} />
    </article>
  );
}
