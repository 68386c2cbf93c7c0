import { useTranslation } from 'react-i18next';
import { useLive } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';

/** Why nothing is heard, and what to do. */
export function LiveError() {
  const { t } = useTranslation();
  const error = useLive((state) => state.error);
  if (!error) return null;
  const { what, why, todo } = errorWords(error, t);
  return (
    <p className="staged-refused" role="alert">
      {joined([what, why, todo], t)}
    </p>
  );
}
