import { useTranslation } from 'react-i18next';
import type { ListeningNet } from '../../engine/live/live-ear.ts';
import { roleOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { useLive } from '../shell/studio-context.tsx';
import { lastAnswer } from './last-answer.ts';

/** The answers for those who hear the page; and how much of its time the machine spends on them. */
export function SpokenAnswer({ nets }: { readonly nets: readonly ListeningNet[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const heard = useLive((state) => state.heard);
  const seconds = useLive((state) => state.seconds);
  const computeMs = useLive((state) => state.computeMs);
  const said = nets.flatMap((net) => {
    const last = lastAnswer(heard, net.trainingId);
    if (!last) return [];
    const word = last.answer.said ? last.answer.label : t('speak.nothing');
    return [t('speak.spoken', { who: t(`cast.${roleOf(net)}`), word })];
  });
  return (
    <>
      <p className="hidden-visually" role="status">
        {formats.list(said)}
      </p>
      <p className="term real-time">
        {seconds > 0 && t('speak.realTime', { value: formats.percent(computeMs / seconds / 10, 1) })}
      </p>
    </>
  );
}
