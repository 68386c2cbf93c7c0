import { useTranslation } from 'react-i18next';
import { useLive } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';

/** Why nothing is heard, and what to do. */
export function LiveError() {
  const { t } = useTranslation();
  const error = useLive((state) => state.error);
  const dead = useLive((state) => state.dead);
  if (!error && !dead) return null;
  const words = error && errorWords(error, t);
  return (
    <p className="staged-refused" role="alert">
      {words ? joined([words.what, words.why, words.todo], t) : t('speak.dead')}
    </p>
  );
}
