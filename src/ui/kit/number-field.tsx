import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { FieldExtras } from './field-head.tsx';
import type { FieldNotes } from './field-head.tsx';

export interface NumberFieldProps extends FieldNotes {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit?: string | undefined;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** Takes a number on Enter, on leaving, or by its steps; what is out of bounds is brought within. */
export function NumberField({
  label,
  value,
  min,
  max,
  step,
  unit,
  disabled = false,
  onChange,
  ...notes
}: NumberFieldProps) {
  return (
    <AriaNumberField
      className="field"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      isDisabled={disabled}
      formatOptions={{ maximumSignificantDigits: 10, useGrouping: true }}
      onChange={(next) => {
        if (Number.isFinite(next) && next !== value) onChange(next);
      }}
    >
      <div className="field-head">
        <Label className="field-label">
          {label}
          {unit !== undefined && unit !== '' && <span className="field-unit"> {unit}</span>}
        </Label>
        <FieldExtras label={label} {...notes} />
      </div>
      <Group className="number-group">
        <Input className="number-input" />
        <Button slot="decrement" className="number-step">
          −
        </Button>
        <Button slot="increment" className="number-step">
          +
        </Button>
      </Group>
    </AriaNumberField>
  );
}
