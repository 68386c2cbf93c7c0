import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListeningNet } from '../../engine/live/live-ear.ts';
import { ChartOptions, type ChartView } from '../charts/chart-options.tsx';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { useLive, useStudio } from '../shell/studio-context.tsx';
import { RocChart } from './roc-chart.tsx';
import { RocTable } from './roc-table.tsx';
import { useSaidClips } from './use-said-clips.ts';
import '../charts/charts.css';

const CLIPS = 60;

/** False alarms against misses, measured here when asked for; the threshold is chosen from them. */
export function Roc({ nets }: { readonly nets: readonly ListeningNet[] }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const roc = useLive((state) => state.roc);
  const status = useLive((state) => state.status);
  const clips = useSaidClips('validation', CLIPS);
  const [shown, setShown] = useState<ChartView>('curve');
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
        <span className="term">{t('speak.roc.on', { count: CLIPS })}</span>
      </div>
    );
  const title = t('speak.roc.title');
  return (
    <section className="chart roc" aria-label={title}>
      <header className="chart-head">
        <h2>{title}</h2>
        <span className="chart-unit">{t('speak.roc.unit')}</span>
        <ChartOptions
          title={title}
          shown={shown}
          onShow={setShown}
          byClass={false}
          logarithmic={null}
          onLogarithmic={() => undefined}
        />
      </header>
      {shown === 'table' ? <RocTable nets={nets} curves={roc} /> : <RocChart nets={nets} curves={roc} />}
    </section>
  );
}
