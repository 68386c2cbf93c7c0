import { useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { FieldExtras } from './field-head.tsx';
import type { FieldNotes } from './field-head.tsx';

export interface NumberFieldProps extends FieldNotes {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** How far the buttons and the arrow keys go; any number within the bounds may be typed. */
  readonly step: number;
  /** `log`: buttons and arrow keys double and halve. */
  readonly scale?: 'linear' | 'log' | undefined;
  readonly integer?: boolean | undefined;
  readonly unit?: string | undefined;
  readonly onChange: (value: number) => void;
}

/** Takes a number on Enter, on leaving, or by its steps; what is out of bounds is brought within. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step, scale = 'linear', integer = false, unit, onChange, ...notes } = props;
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const take = (next: number) => {
    setDraft(null);
    if (!Number.isFinite(next)) return;
    const bounded = Math.min(max, Math.max(min, integer ? Math.round(next) : Number(next.toPrecision(6))));
    if (bounded !== value) onChange(bounded);
  };
  const nudge = (direction: 1 | -1) => take(scale === 'log' ? value * 2 ** direction : value + direction * step);
  // React's onChange is the browser's "input"; "change" comes when the person is done.
  useEffect(() => {
    const element = input.current;
    const commit = () => {
      if (element) take(element.valueAsNumber);
    };
    element?.addEventListener('change', commit);
    return () => element?.removeEventListener('change', commit);
  });
  return (
    <div className="field">
      <div className="field-head">
        <label className="field-label" htmlFor={id}>
          {label}
          {unit !== undefined && unit !== '' && <span className="field-unit"> {unit}</span>}
        </label>
        <FieldExtras label={label} {...notes} />
      </div>
      <div className="number-group">
        <input
          ref={input}
          id={id}
          className="number-input"
          type="number"
          inputMode="decimal"
          step="any"
          min={min}
          max={max}
          value={draft ?? value}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            nudge(event.key === 'ArrowUp' ? 1 : -1);
          }}
        />
        <Button
          slot={null}
          className="number-step"
          excludeFromTabOrder
          aria-label={t('field.less', { label })}
          isDisabled={value <= min}
          onPress={() => nudge(-1)}
        >
          −
        </Button>
        <Button
          slot={null}
          className="number-step"
          excludeFromTabOrder
          aria-label={t('field.more', { label })}
          isDisabled={value >= max}
          onPress={() => nudge(1)}
        >
          +
        </Button>
      </div>
    </div>
  );
}
