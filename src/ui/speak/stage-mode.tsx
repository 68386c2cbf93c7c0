import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListeningPair } from '../../engine/live/live-ear.ts';
import { roleOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { lettersOf } from '../shell/letters.ts';
import { useLive } from '../shell/studio-context.tsx';
import { lastAnswer } from './last-answer.ts';
import { StageFrame } from './stage-frame.tsx';

/** For an audience: the teacher's word and the student's, and nothing else. */
export function StageMode({ pair }: { readonly pair: ListeningPair }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const heard = useLive((state) => state.heard);
  const columns = (['teacher', 'distilled'] as const).flatMap((role) => {
    const net = pair.nets.find((one) => roleOf(one) === role);
    return net ? [{ role, net }] : [];
  });
  // Of all words, or their size would change from one to the next.
  const letters = Math.max(...pair.classes.map(lettersOf));
  return (
    <StageFrame style={{ '--letters': letters } as CSSProperties}>
      <div className="stage-columns">
        {columns.map(({ role, net }) => {
          const last = lastAnswer(heard, net.trainingId);
          return (
            <div key={role} className={`stage-column ${role}`}>
              <h2>{t(`cast.${role}`)}</h2>
              <p className={`stage-word${last?.answer.said ? '' : ' unsure'}`} role="status" key={last?.id}>
                {last ? (last.answer.said ? last.answer.label : t('speak.nothing')) : '…'}
              </p>
              <p className="stage-facts">
                {t(last && !last.answer.said ? 'speak.stageUnsure' : 'speak.stageFacts', {
                  size: formats.bytes(net.cost.bytes),
                  word: last?.answer.label,
                  sure: last ? formats.percent(100 * last.answer.confidence) : '–',
                })}
              </p>
            </div>
          );
        })}
      </div>
    </StageFrame>
  );
}
