import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import { cleanName } from '../../state/recording/words-to-say.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useStudio } from '../shell/studio-context.tsx';

export interface ClipFieldProps {
  /** All that are chosen: what is typed is for each of them. */
  readonly clips: readonly RecordedClip[];
}

/** One label for all that are chosen. */
export function LabelField({ clips }: ClipFieldProps) {
  const { t } = useTranslation();
  const { review } = useStudio();
  const shared = sharedOf(clips.map(({ label }) => label));
  return (
    <NameField
      label={t('recording.label')}
      first={shared ?? ''}
      action={t('recording.relabel')}
      canTake={(label) => label !== '' && label !== shared}
      onTake={(label) => void review.relabel(label)}
    >
      <Button isDisabled={shared === null} onPress={() => void review.relabel(null)}>
        {t('recording.toBackground')}
      </Button>
    </NameField>
  );
}

/** One speaker for all that are chosen; none where nobody says who it was. */
export function SpeakerField({ clips }: ClipFieldProps) {
  const { t } = useTranslation();
  const { review } = useStudio();
  const shared = sharedOf(clips.map(({ speaker }) => speaker));
  return (
    <NameField
      label={t('recording.speaker')}
      first={shared ?? ''}
      action={t('recording.nameSpeaker')}
      canTake={(speaker) => speaker !== shared}
      onTake={(speaker) => void review.nameSpeaker(speaker)}
    />
  );
}

interface NameFieldProps {
  readonly label: string;
  readonly first: string;
  readonly action: string;
  readonly canTake: (name: string) => boolean;
  readonly onTake: (name: string) => void;
  readonly children?: ReactNode;
}

function NameField({ label, first, action, canTake, onTake, children }: NameFieldProps) {
  const [typed, setTyped] = useState(first);
  const name = cleanName(typed);
  return (
    <form
      className="review-label"
      onSubmit={(event) => {
        event.preventDefault();
        if (canTake(name)) onTake(name);
      }}
    >
      <TextField label={label} value={typed} onChange={setTyped} />
      <Button type="submit" isDisabled={!canTake(name)}>
        {action}
      </Button>
      {children}
    </form>
  );
}

/** What all have in common; undefined where they differ. */
function sharedOf<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}
