import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kit/dialog.tsx';
import { useRecording, useStudio } from '../shell/studio-context.tsx';
import { ClipReview } from './clip-review.tsx';
import { GuidedTakes } from './guided-takes.tsx';
import { RecordingSetUp } from './recording-set-up.tsx';
import '../data/data.css';
import './recording.css';

/**
 * Records words: set up, word by word, then gone over. Closing it at any time keeps what was recorded.
 * @param props.at where it begins
 */
export default function RecordingDialog({ at }: { readonly at: 'setUp' | 'review' }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const { recording, review } = studio;
  const phase = useRecording(({ session }) => session?.phase ?? null);
  const [reviewing, setReviewing] = useState(at === 'review');
  const isGuiding = phase !== null && phase !== 'ended';
  const isReviewing = phase === 'ended' || (phase === null && reviewing);
  // One that was stopped while its word was looked for comes after the end.
  const made = useRecording((state) => state.made);
  useEffect(() => void review.load(), [review, made]);
  useEffect(() => recording.attend(), [recording]);
  const more = () => {
    recording.leave();
    setReviewing(false);
  };
  const close = () => {
    // The first Escape ends the recording and shows what it brought.
    if (isGuiding) return recording.stop();
    recording.leave();
    void studio.dataset.stageRecorded();
    studio.settings.closeRecording();
  };
  return (
    <Dialog title={t(isReviewing ? 'recording.clips' : 'recording.title')} open wide lightly={false} onClose={close}>
      {isGuiding ? (
        <GuidedTakes />
      ) : isReviewing ? (
        <ClipReview onMore={more} onDone={close} />
      ) : (
        <RecordingSetUp onReview={() => setReviewing(true)} />
      )}
    </Dialog>
  );
}
