import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListeningPair } from '../../engine/live/live-ear.ts';
import { roleOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { leaveStage, listen } from '../../state/commands.ts';
import { Button } from '../kit/button.tsx';
import { lettersOf } from '../shell/letters.ts';
import { useLive, useStudio } from '../shell/studio-context.tsx';
import { lastAnswer } from './last-answer.ts';
import { LiveError } from './live-error.tsx';

/** For an audience: the teacher's word and the student's, and nothing else. */
export function StageMode({ pair }: { readonly pair: ListeningPair }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const heard = useLive((state) => state.heard);
  const status = useLive((state) => state.status);
  const hearing = useLive((state) => state.hearing);
  const columns = (['teacher', 'distilled'] as const).flatMap((role) => {
    const net = pair.nets.find((one) => roleOf(one) === role);
    return net ? [{ role, net }] : [];
  });
  // Of all words, or their size would change from one to the next.
  const letters = Math.max(...pair.classes.map(lettersOf));
  return (
    <section
      className={`stage-mode${hearing ? ' hearing' : ''}`}
      aria-label={t('speak.stage')}
      style={{ '--letters': letters } as CSSProperties}
    >
      <LiveError />
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
      <div className="stage-key">
        <Button look="quiet" onPress={() => void listen.run(studio)}>
          <kbd>{t('runBar.space')}</kbd> {t(status === 'listening' ? 'speak.stageStop' : 'speak.stageStart')}
        </Button>
        <Button look="quiet" onPress={() => void leaveStage.run(studio)}>
          <kbd>{t('speak.escape')}</kbd> {t('speak.stageLeave')}
        </Button>
      </div>
    </section>
  );
}
