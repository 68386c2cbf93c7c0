import { useTranslation } from 'react-i18next';
import type { ListeningNet } from '../../engine/live/live-ear.ts';
import type { RocCurves } from '../../engine/live/measure-roc.ts';
import { roleOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useLive, useStudio } from '../shell/studio-context.tsx';

export interface RocViewProps {
  readonly nets: readonly ListeningNet[];
  readonly curves: RocCurves;
}

/** The same curves as numbers; a press takes the threshold. */
export function RocTable({ nets, curves }: RocViewProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const threshold = useLive((state) => state.settings.threshold);
  return (
    <div className="heard roc-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('speak.settings.threshold.label')}</th>
            {nets.map((net) => (
              <th scope="col" key={net.trainingId} className={roleOf(net)}>
                {t(`cast.${roleOf(net)}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(curves[nets[0]?.trainingId ?? ''] ?? []).map((point, row) => (
            <tr key={point.threshold} className={point.threshold === threshold ? 'chosen' : ''}>
              <th scope="row">
                <Button look="link" onPress={() => studio.live.adjust('threshold', point.threshold)}>
                  {formats.percent(100 * point.threshold, 2)}
                </Button>
              </th>
              {nets.map(({ trainingId }) => {
                const at = curves[trainingId]?.[row];
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
