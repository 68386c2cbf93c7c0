import { useEffect, useId, useRef, useState } from 'react';
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
  /** When the thumb is let go, or moved by a key. */
  readonly onCommit: (value: number) => void;
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
  onCommit,
  ...notes
}: SliderFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<number | null>(null);
  const shown = draft ?? value;
  const log = scale === 'log';
  const place = log ? Math.round((NOTCHES * Math.log(shown / min)) / Math.log(max / min)) : shown;
  const valueAt = (at: number) => (log ? Number((min * (max / min) ** (at / NOTCHES)).toPrecision(3)) : at);
  // React's onChange is the browser's "input": it comes with every pixel. The browser's "change" comes once.
  useEffect(() => {
    const element = input.current;
    const commit = () => {
      if (draft !== null && draft !== value) onCommit(draft);
      setDraft(null);
    };
    element?.addEventListener('change', commit);
    return () => element?.removeEventListener('change', commit);
  });
  return (
    <div className="slider">
      <div className="slider-head">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <FieldExtras label={label} {...notes} />
        <output className="slider-value" htmlFor={id}>
          {show(shown)}
        </output>
      </div>
      <input
        ref={input}
        id={id}
        type="range"
        min={log ? 0 : min}
        max={log ? NOTCHES : max}
        step={log ? 1 : step}
        value={place}
        disabled={disabled}
        aria-valuetext={show(shown)}
        onChange={(event) => setDraft(valueAt(event.target.valueAsNumber))}
      />
    </div>
  );
}
