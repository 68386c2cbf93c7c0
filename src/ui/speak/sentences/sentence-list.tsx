import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorRateId } from '../../../engine/data/sequences.ts';
import type { PairSentences } from '../../../engine/experiment/trained-pair.ts';
import type { ListeningNet } from '../../../engine/live/live-ear.ts';
import { alignTexts, countErrors, errorsIn, unitOf } from '../../../engine/metrics/error-rates.ts';
import { roleOf } from '../../../state/cast.ts';
import type { HeardSentence } from '../../../state/sentence-store.ts';
import { useFormats } from '../../i18n/format.ts';
import { Button } from '../../kit/button.tsx';
import { useSentences, useStudio } from '../../shell/studio-context.tsx';

export interface SentenceListProps {
  readonly nets: readonly ListeningNet[];
  readonly sentences: PairSentences;
}

const SHOWN = 8;

/** The last sentences: what was said, where that is known, and what each net made of it, its errors marked. */
export function SentenceList({ nets, sentences: { judged } }: SentenceListProps) {
  const { t } = useTranslation();
  const studio = useStudio();
  const heard = useSentences((state) => state.heard);
  if (heard.length === 0) return <p className="term heard-none">{t('speak.sentences.none')}</p>;
  return (
    <section className="sentence-list" aria-labelledby="sentence-list-title">
      <header>
        <h3 id="sentence-list-title">{t('speak.sentences.heard')}</h3>
        <Button small look="quiet" onPress={() => studio.sentences.clear()}>
          {t('speak.clear')}
        </Button>
      </header>
      <ol>
        {heard.slice(0, SHOWN).map((sentence) => (
          <Sentence key={sentence.id} sentence={sentence} nets={nets} judged={judged} />
        ))}
      </ol>
    </section>
  );
}

interface SentenceProps {
  readonly sentence: HeardSentence;
  readonly nets: readonly ListeningNet[];
  readonly judged: ErrorRateId;
}

const Sentence = memo(function Sentence({ sentence: { utterance, truth }, nets, judged }: SentenceProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <li>
      <dl>
        <div className="sentence-said">
          <dt>
            {t('speak.sentences.said')}{' '}
            <span className="term">
              {t('speak.sentences.at', {
                from: formats.fixed(utterance.startSeconds, 1),
                to: formats.fixed(utterance.endSeconds, 1),
              })}
            </span>
          </dt>
          <dd>{truth ?? <span className="term">{t('speak.sentences.notTold')}</span>}</dd>
        </div>
        {nets.map((net) => (
          <div key={net.trainingId} className={roleOf(net)}>
            <dt>{t(`cast.${roleOf(net)}`)}</dt>
            <Answer
              text={utterance.texts.find(({ trainingId }) => trainingId === net.trainingId)?.text ?? ''}
              truth={truth}
              judged={judged}
            />
          </div>
        ))}
      </dl>
    </li>
  );
});

/** A text, with what is wrong in it marked, and what it lacks struck through. */
function Answer({
  text,
  truth,
  judged,
}: {
  readonly text: string;
  readonly truth: string | null;
  readonly judged: ErrorRateId;
}) {
  const { t } = useTranslation();
  if (truth === null) return <dd>{text || <span className="term">{t('speak.sentences.nothing')}</span>}</dd>;
  const pairs = alignTexts(truth, text, unitOf[judged]);
  const wrong = errorsIn(countErrors(pairs));
  const space = judged === 'cer' ? '' : ' ';
  return (
    <dd>
      {pairs.map(({ kind, reference, hypothesis }, i) => (
        <span key={i}>
          {kind === 'equal' ? hypothesis : hypothesis === null ? <del>{reference}</del> : <mark>{hypothesis}</mark>}
          {space}
        </span>
      ))}
      <span className={wrong === 0 ? 'sentence-mark right' : 'sentence-mark wrong'}>
        {wrong === 0 ? t('speak.sentences.right') : t('speak.sentences.wrong', { count: wrong })}
      </span>
    </dd>
  );
}
