import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListeningPair } from '../../engine/live/live-ear.ts';
import { enterStage, listen } from '../../state/commands.ts';
import { underWay } from '../../state/run-view.ts';
import { Button } from '../kit/button.tsx';
import { useDataset, useLive, useRun, useStudio } from '../shell/studio-context.tsx';
import { useSaidSentences } from './sentences/use-said-sentences.ts';
import { useSaidClips } from './use-said-clips.ts';

/** What is listened to, and by which nets. */
export function SpeakControls() {
  const { t } = useTranslation();
  const studio = useStudio();
  const status = useLive((state) => state.status);
  const pair = useLive((state) => state.pair);
  const hasTrained = useLive((state) => state.hasTrained);
  const hasOthers = useLive((state) => state.hasOthers);
  const prompts = useLive((state) => state.prompts);
  const running = useRun((state) => underWay(state.view));
  const dataset = useDataset((state) => state.dataset);
  const canRun = !running && dataset?.kind === 'pack' && dataset.classes.length > 0;
  const file = useRef<HTMLInputElement>(null);
  const clips = useSaidClips('test', 10);
  const sentences = useSaidSentences();
  const listening = status === 'listening';
  const idle = status === 'ready';
  const ask = async ({ classes, sentences: spelled }: ListeningPair) => {
    if (prompts.length > 0) studio.live.prompt([]);
    else studio.live.prompt(spelled ? await sentences.texts() : classes);
  };
  return (
    <div className="actions speak-actions">
      <Button
        look="primary"
        icon={listening ? 'stop' : 'microphone'}
        isDisabled={!listening && !idle}
        onPress={() => void listen.run(studio)}
      >
        {t(listening ? 'speak.stop' : status === 'starting' ? 'speak.starting' : 'speak.listen')}
      </Button>
      <span className="speak-key">
        <kbd>{t('runBar.space')}</kbd> {t('speak.keyHelp')}
      </span>
      {pair?.sentences ? (
        <Button
          icon="play"
          isDisabled={!idle || !sentences.ready}
          onPress={() => void sentences.load().then((said) => studio.live.playInTurn(said))}
        >
          {t('speak.sentences.play')}
        </Button>
      ) : (
        <Button
          icon="play"
          isDisabled={!idle || !clips.ready}
          onPress={() => void clips.load().then((said) => studio.live.say(said))}
        >
          {t('speak.sayClips')}
        </Button>
      )}
      <Button icon="play" isDisabled={!idle} onPress={() => file.current?.click()}>
        {t('speak.playFile')}
      </Button>
      <input
        ref={file}
        className="hidden-visually"
        type="file"
        accept="audio/*"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          if (chosen) void studio.live.playFile(() => chosen.arrayBuffer());
        }}
      />
      {pair && (
        <Button
          isDisabled={(!idle && !listening) || (pair.sentences !== null && !sentences.ready)}
          onPress={() => void ask(pair)}
        >
          {t(prompts.length > 0 ? 'speak.endPrompts' : pair.sentences ? 'speak.sentences.prompt' : 'speak.prompt')}
        </Button>
      )}
      <Button isDisabled={!pair} onPress={() => void enterStage.run(studio)}>
        {t('speak.stage')}
      </Button>
      {pair?.recorded && (
        <Button icon="reset" isDisabled={!canRun} onPress={() => void studio.runRecordedAgain()}>
          {t('speak.runAgain')}
        </Button>
      )}
      {hasTrained && pair && !pair.recorded && (
        <Button isDisabled={!idle} onPress={() => void studio.live.openRecorded()}>
          {t('speak.useRecorded')}
        </Button>
      )}
      {hasOthers && pair && (
        <Button isDisabled={!idle} onPress={() => void studio.live.openTrained()}>
          {t('speak.useTrained')}
        </Button>
      )}
      {prompts[0] !== undefined && (
        <p className="speak-prompt" role="status">
          {t('speak.pleaseSay', { word: prompts[0] })}
        </p>
      )}
    </div>
  );
}
