import { useTranslation } from 'react-i18next';
import type { ListeningNet } from '../../engine/live/live-ear.ts';
import { roleOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useLive, useStudio } from '../shell/studio-context.tsx';
import { useSaidClips } from './use-said-clips.ts';

const CLIPS = 60;

/** False alarms against misses at each threshold, measured here; a press takes the threshold. */
export function RocTable({ nets }: { readonly nets: readonly ListeningNet[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const roc = useLive((state) => state.roc);
  const status = useLive((state) => state.status);
  const threshold = useLive((state) => state.settings.threshold);
  const clips = useSaidClips('validation', CLIPS);
  if (roc === null || typeof roc === 'number')
    return (
      <div className="roc-ask">
        <Button
          small
          icon="check"
          isDisabled={roc !== null || status !== 'ready' || !clips.ready}
          onPress={() => void clips.load().then((said) => studio.live.measureRoc(said))}
        >
          {roc === null ? t('speak.roc.measure') : t('speak.roc.measuring', { value: formats.percent(100 * roc) })}
        </Button>
        <span className="term">{t('speak.roc.help', { count: CLIPS })}</span>
      </div>
    );
  const points = roc[nets[0]?.trainingId ?? ''] ?? [];
  return (
    <div className="heard roc">
      <table>
        <caption>{t('speak.roc.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('speak.threshold')}</th>
            {nets.map((net) => (
              <th scope="col" key={net.trainingId} className={roleOf(net)}>
                {t(`cast.${roleOf(net)}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point, row) => (
            <tr key={point.threshold} className={point.threshold === threshold ? 'chosen' : ''}>
              <th scope="row">
                <Button look="link" onPress={() => studio.live.setThreshold(point.threshold)}>
                  {formats.percent(100 * point.threshold, 1)}
                </Button>
              </th>
              {nets.map(({ trainingId }) => {
                const at = roc[trainingId]?.[row];
                return (
                  <td key={trainingId}>
                    {at &&
                      t('speak.roc.point', {
                        misses: formats.percent(100 * at.missShare),
                        alarms: formats.count(at.falseAlarmsPerHour),
                      })}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
