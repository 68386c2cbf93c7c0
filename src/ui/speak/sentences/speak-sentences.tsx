import { useTranslation } from 'react-i18next';
import type { PairSentences } from '../../../engine/experiment/trained-pair.ts';
import type { ListeningNet, ListeningPair } from '../../../engine/live/live-ear.ts';
import { useFormats } from '../../i18n/format.ts';
import { useLive, useSentences } from '../../shell/studio-context.tsx';
import { joined } from '../../shell/words.ts';
import { LiveSettingsForm } from '../live-settings-form.tsx';
import { RunningPicture } from '../running-picture.tsx';
import { SpeakMicrophone } from '../speak-microphone.tsx';
import { SentenceCard } from './sentence-card.tsx';
import { SentenceList } from './sentence-list.tsx';
import { SpokenSentences } from './spoken-sentences.tsx';
import './sentences.css';

export interface SpeakSentencesProps {
  readonly pair: ListeningPair;
  readonly sentences: PairSentences;
  readonly nets: readonly ListeningNet[];
}

/** The same for every render, or the picture would begin anew. */
const NO_STRIPS: readonly ListeningNet[] = [];

/** Teacher and students spell what is said while it is said. */
export function SpeakSentences({ pair, sentences, nets }: SpeakSentencesProps) {
  const { t } = useTranslation();
  const byUtterance = pair.frontEnd.normalise === 'utterance';
  const streams = nets.some(({ aheadMs }) => aheadMs !== null);
  const rules = [
    t('speak.sentences.rule'),
    t('speak.sentences.growing'),
    byUtterance && t('speak.sentences.normalised'),
    byUtterance && streams && t('speak.sentences.restarted'),
  ];
  return (
    <>
      <RunningPicture pair={pair} nets={NO_STRIPS} />
      <div className="net-cards">
        {nets.map((net) => (
          <SentenceCard key={net.trainingId} net={net} sentences={sentences} />
        ))}
      </div>
      <Timing nets={nets} />
      <SentenceList nets={nets} sentences={sentences} />
      <p className="term sentence-rules">{joined(rules, t)}</p>
      <LiveSettingsForm />
      <SpeakMicrophone />
    </>
  );
}

/** How long the last text took, and what listening costs. */
function Timing({ nets }: { readonly nets: readonly ListeningNet[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const last = useSentences((state) => state.heard[0]?.utterance);
  const seconds = useLive((state) => state.seconds);
  const computeMs = useLive((state) => state.computeMs);
  return (
    <>
      <SpokenSentences nets={nets} />
      <p className="answer-time">
        {joined(
          [
            last !== undefined &&
              t('speak.sentences.time', {
                count: nets.length,
                waited: formats.milliseconds(last.waitMs),
                computed: formats.milliseconds(last.computeMs),
              }),
            seconds > 0 && t('speak.realTime', { value: formats.percent(computeMs / seconds / 10, 1) }),
          ],
          t,
        )}
      </p>
    </>
  );
}
