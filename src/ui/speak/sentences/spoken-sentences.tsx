import { useTranslation } from 'react-i18next';
import type { ListeningNet } from '../../../engine/live/live-ear.ts';
import { roleOf } from '../../../state/cast.ts';
import { useFormats } from '../../i18n/format.ts';
import { useSentences } from '../../shell/studio-context.tsx';

/** The last texts for those who hear the page. */
export function SpokenSentences({ nets }: { readonly nets: readonly ListeningNet[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const last = useSentences((state) => state.heard[0]?.utterance);
  const spoken = nets.flatMap((net) => {
    const answer = last?.texts.find(({ trainingId }) => trainingId === net.trainingId);
    if (!answer) return [];
    return t('speak.sentences.spoken', {
      who: t(`cast.${roleOf(net)}`),
      text: answer.text === '' ? t('speak.sentences.nothing') : answer.text,
    });
  });
  return (
    <p className="hidden-visually" role="status">
      {formats.list(spoken)}
    </p>
  );
}
