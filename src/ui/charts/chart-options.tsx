import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useTranslation } from 'react-i18next';

export type ChartView = 'curve' | 'table' | 'classes';

export interface ChartOptionsProps {
  readonly title: string;
  readonly shown: ChartView;
  readonly onShow: (view: ChartView) => void;
  readonly byClass: boolean;
  /** Null where there is no such option. */
  readonly logarithmic: boolean | null;
  readonly onLogarithmic: (on: boolean) => void;
}

/** What a chart may show instead: a logarithmic scale, its classes, its numbers. */
export function ChartOptions({ title, shown, onShow, byClass, logarithmic, onLogarithmic }: ChartOptionsProps) {
  const { t } = useTranslation();
  const option = (view: ChartView, name: string) => (
    <ToggleButton
      className="chart-option"
      isSelected={shown === view}
      aria-label={t('charts.option', { option: name, title })}
      onChange={(on) => onShow(on ? view : 'curve')}
    >
      {name}
    </ToggleButton>
  );
  return (
    <div className="chart-options">
      {logarithmic !== null && (
        <ToggleButton
          className="chart-option"
          isSelected={logarithmic}
          aria-label={t('charts.option', { option: t('charts.log'), title })}
          onChange={onLogarithmic}
        >
          {t('charts.log')}
        </ToggleButton>
      )}
      {byClass && option('classes', t('charts.byClass'))}
      {option('table', t('charts.asTable'))}
    </div>
  );
}
