import { useId } from 'react';
import { FieldExtras } from './field-head.tsx';
import type { FieldNotes } from './field-head.tsx';

export interface SliderFieldProps extends FieldNotes {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** `log`: equal ways of the thumb are equal factors. */
  readonly scale?: 'linear' | 'log';
  readonly show: (value: number) => string;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

const NOTCHES = 200;

/** The browser's own slider; its spoken value is the shown one, on a logarithmic scale too. */
export function SliderField({
  label,
  value,
  min,
  max,
  step,
  scale = 'linear',
  show,
  disabled = false,
  onChange,
  ...notes
}: SliderFieldProps) {
  const id = useId();
  const log = scale === 'log';
  const place = log ? Math.round((NOTCHES * Math.log(value / min)) / Math.log(max / min)) : value;
  const valueAt = (at: number) => (log ? Number((min * (max / min) ** (at / NOTCHES)).toPrecision(2)) : at);
  return (
    <div className="slider">
      <div className="slider-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <FieldExtras label={label} {...notes} />
        <output className="slider-value" htmlFor={id}>
          {show(value)}
        </output>
      </div>
      <input
        id={id}
        type="range"
        min={log ? 0 : min}
        max={log ? NOTCHES : max}
        step={log ? 1 : step}
        value={place}
        disabled={disabled}
        aria-valuetext={show(value)}
        onChange={(event) => onChange(valueAt(event.target.valueAsNumber))}
      />
    </div>
  );
}
