import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { liveFields } from '../../engine/config/live-settings.ts';
import { castRoles, roleOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useLive, useRun, useSettings, useStudio } from '../shell/studio-context.tsx';
import { AnswerTime } from './answer-time.tsx';
import { KeptLine } from '../notices/kept-line.tsx';
import { NewVersion } from '../notices/new-version.tsx';
import { HeardList } from './heard-list.tsx';
import { KeepSaid } from './keep-said.tsx';
import { LiveError } from './live-error.tsx';
import { LiveSettingsForm } from './live-settings-form.tsx';
import { LiveSlider } from './live-slider.tsx';
import { NetCard } from './net-card.tsx';
import { Roc } from './roc.tsx';
import { RunningPicture } from './running-picture.tsx';
import { SentenceStage } from './sentences/sentence-stage.tsx';
import { SpeakSentences } from './sentences/speak-sentences.tsx';
import { SameNumbers } from './same-numbers.tsx';
import { SpeakControls } from './speak-controls.tsx';
import { SpeakMicrophone } from './speak-microphone.tsx';
import { SpokenAnswer } from './spoken-answer.tsx';
import { StageMode } from './stage-mode.tsx';
import './speak.css';

const threshold = liveFields.find(({ key }) => key === 'threshold')!;

/** Teacher and students answer together to whatever is said. */
export function Speak() {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const pair = useLive((state) => state.pair);
  const ofFrames = useRun((state) => state.view.report?.phones !== undefined);
  const status = useLive((state) => state.status);
  const onStage = useSettings((state) => state.onStage);
  useEffect(() => {
    void studio.live.open();
    return () => studio.live.stop();
  }, [studio]);
  const nets = useMemo(() => castRoles.flatMap((role) => pair?.nets.find((net) => roleOf(net) === role) ?? []), [pair]);
  if (onStage && pair)
    return pair.sentences ? <SentenceStage nets={nets} sentences={pair.sentences} /> : <StageMode pair={pair} />;
  return (
    <section className="speak" aria-labelledby="speak-title">
      <div className="speak-head">
        <h2 id="speak-title">{t(pair?.sentences ? 'speak.sentences.title' : 'speak.title')}</h2>
        <p className="speak-whose">
          {pair
            ? pair.recorded
              ? t('speak.recorded', { date: formats.date(pair.recorded.date), seed: pair.seed })
              : t('speak.trained', { seed: pair.seed })
            : t(status === 'opening' ? 'speak.opening' : 'speak.noPair')}
        </p>
        {ofFrames && <p className="speak-whose">{t('speak.framesTrained')}</p>}
        <KeptLine />
      </div>
      <NewVersion />
      <LiveError />
      <SpeakControls />
      {pair?.sentences ? (
        <SpeakSentences pair={pair} sentences={pair.sentences} nets={nets} />
      ) : pair ? (
        <>
          <RunningPicture pair={pair} nets={nets} />
          <div className="net-cards">
            {nets.map((net) => (
              <NetCard key={net.trainingId} net={net} role={roleOf(net)} />
            ))}
          </div>
          <AnswerTime nets={nets.length} />
          <HeardList pair={pair} nets={nets} />
          <KeepSaid />
          <div className="speak-settings">
            <LiveSlider field={threshold} />
            <SameNumbers />
            <p className="term">{t('speak.words', { list: formats.list(pair.classes) })}</p>
          </div>
          <Roc nets={nets} />
          <LiveSettingsForm />
          <SpeakMicrophone />
          <SpokenAnswer nets={nets} />
        </>
      ) : status === 'opening' ? (
        <span className="skeleton speak-skeleton" />
      ) : (
        <Button look="primary" onPress={() => void studio.live.open()}>
          {t('speak.tryAgain')}
        </Button>
      )}
    </section>
  );
}
