import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { enterStage, listen } from '../../state/commands.ts';
import { underWay } from '../../state/run-view.ts';
import { Button } from '../kit/button.tsx';
import { useDataset, useLive, useRun, useStudio } from '../shell/studio-context.tsx';
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
  const listening = status === 'listening';
  const idle = status === 'ready';
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
      <Button
        icon="play"
        isDisabled={!idle || !clips.ready}
        onPress={() => void clips.load().then((said) => studio.live.say(said))}
      >
        {t('speak.sayClips')}
      </Button>
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
          isDisabled={!idle && !listening}
          onPress={() => studio.live.prompt(prompts.length > 0 ? [] : pair.classes)}
        >
          {t(prompts.length > 0 ? 'speak.endPrompts' : 'speak.prompt')}
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
