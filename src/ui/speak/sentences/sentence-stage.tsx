import { useTranslation } from 'react-i18next';
import type { PairSentences } from '../../../engine/experiment/trained-pair.ts';
import type { ListeningNet } from '../../../engine/live/live-ear.ts';
import { errorRate } from '../../../engine/metrics/error-rates.ts';
import { roleOf } from '../../../state/cast.ts';
import { sentenceErrors } from '../../../state/sentence-store.ts';
import { useFormats } from '../../i18n/format.ts';
import { lettersOf } from '../../shell/letters.ts';
import { useLive, useSentences } from '../../shell/studio-context.tsx';
import { StageFrame } from '../stage-frame.tsx';
import { SpokenSentences } from './spoken-sentences.tsx';

export interface SentenceStageProps {
  readonly nets: readonly ListeningNet[];
  readonly sentences: PairSentences;
}

/** Letters from which on the type is smaller, and smaller still: three texts are to fit on one screen. */
const [LONG, VERY_LONG] = [36, 90];

/** For an audience: the texts of all nets as they grow, what was said where that is known, and how often they were wrong. */
export function SentenceStage({ nets, sentences: { judged } }: SentenceStageProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const growing = useSentences((state) => state.growing);
  const heard = useSentences((state) => state.heard);
  const prompt = useLive((state) => state.prompts[0]);
  const saying = useLive((state) => state.saying);
  const [last] = heard;
  const texts = (growing ?? last?.utterance)?.texts ?? [];
  const said = growing ? saying : (last?.truth ?? null);
  const letters = Math.max(0, ...texts.map(({ text }) => lettersOf(text)), lettersOf(said ?? prompt ?? ''));
  const size = letters > VERY_LONG ? ' very-long' : letters > LONG ? ' long' : '';
  return (
    <StageFrame>
      <div className={`stage-sentences${size}`}>
        {nets.map((net) => {
          const role = roleOf(net);
          const text = texts.find(({ trainingId }) => trainingId === net.trainingId)?.text;
          const rate = errorRate(sentenceErrors(heard, net.trainingId, judged));
          return (
            <div key={net.trainingId} className={`stage-sentence ${role}`}>
              <h2>
                {t(`cast.${role}`)}{' '}
                <span className="stage-facts">
                  {rate === null
                    ? formats.bytes(net.cost.bytes)
                    : t('speak.sentences.stageRate', {
                        rate: t(`metrics.${judged}.short`),
                        value: formats.percent(rate, 1),
                        size: formats.bytes(net.cost.bytes),
                      })}
                </span>
              </h2>
              <p className={growing ? 'growing' : ''}>
                {text === undefined || (text === '' && growing) ? '…' : text || t('speak.sentences.nothing')}
              </p>
            </div>
          );
        })}
        <dl className="stage-said">
          {said !== null && (
            <div>
              <dt>{t('speak.sentences.said')}</dt>
              <dd>{said}</dd>
            </div>
          )}
          {prompt !== undefined && (
            <div>
              <dt>{t('speak.sentences.pleaseSay')}</dt>
              <dd>{prompt}</dd>
            </div>
          )}
        </dl>
        <SpokenSentences nets={nets} />
      </div>
    </StageFrame>
  );
}
