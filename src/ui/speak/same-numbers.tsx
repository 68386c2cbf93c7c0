import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useLive, useStudio } from '../shell/studio-context.tsx';
import { useSaidClips } from './use-said-clips.ts';

/** Whether microphone and file give the same numbers, computed in the browser at hand. */
export function SameNumbers() {
  const { t } = useTranslation();
  const studio = useStudio();
  const same = useLive((state) => state.sameNumbers);
  const clips = useSaidClips('test', 1);
  if (same === null)
    return (
      <Button
        icon="check"
        small
        isDisabled={!clips.ready}
        onPress={() => void clips.load().then(([clip]) => (clip ? studio.live.checkNumbers(clip) : undefined))}
      >
        {t('speak.checkNumbers')}
      </Button>
    );
  return (
    <p className={`same-numbers ${same ? 'good' : 'bad'}`} role="status">
      <Icon name={same ? 'check' : 'warn'} />
      {t(same ? 'speak.sameNumbers' : 'speak.otherNumbers')}
    </p>
  );
}
