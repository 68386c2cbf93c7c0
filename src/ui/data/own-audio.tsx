import { useId } from 'react';
import type { ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../kit/button.tsx';
import { useStudio } from '../shell/studio-context.tsx';
import './data.css';

/** Browsers know not all of these as sound. */
const ACCEPTED =
  'audio/*,.wav,.w64,.aiff,.aif,.aifc,.sph,.flac,.mp3,.ogg,.opus,.webm,.mka,.m4a,.mp4,.aac,.zip,.tar,.gz,.tgz';

/** The ways in for a person's own audio: files, a folder, the microphone. (The whole page takes drops as well.) */
export function OwnAudio() {
  const { t } = useTranslation();
  const { settings } = useStudio();
  return (
    <div className="own-audio">
      <FileChoice label={t('ownAudio.files')} folder={false} />
      <FileChoice label={t('ownAudio.folder')} folder />
      <Button look="link" small onPress={() => settings.openRecording('setUp')}>
        {t('ownAudio.record')}
      </Button>
    </div>
  );
}

/** Opens the browser's own choice of files, or of a folder; what is chosen is read and shown as new data. */
export function FileChoice({ label, folder }: { readonly label: string; readonly folder: boolean }) {
  const id = useId();
  const studio = useStudio();
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const { files } = event.target;
    if (files && files.length > 0) void studio.dataset.importFiles(studio.services.files.fromList(files));
    // The same files may be chosen again.
    event.target.value = '';
  };
  return (
    <span className="file-choice">
      <input
        id={id}
        type="file"
        multiple
        {...(folder ? { webkitdirectory: '' } : { accept: ACCEPTED })}
        onChange={choose}
      />
      <label htmlFor={id} className="button link small">
        {label}
      </label>
    </span>
  );
}
