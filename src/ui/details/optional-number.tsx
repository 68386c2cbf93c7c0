import type { NumberField as NumberFieldSpec } from '../../engine/config/fields.ts';
import type { Json } from '../../engine/config/json.ts';
import { NumberField } from '../kit/number-field.tsx';
import { SwitchField } from '../kit/switch-field.tsx';

/** A first value that makes for a short run. */
const START_STEPS = 5;

export interface OptionalNumberProps {
  readonly label: string;
  readonly help: string;
  readonly changed: boolean;
  readonly onReset: () => void;
  readonly field: NumberFieldSpec;
  readonly value: Json;
  readonly onChange: (value: number | null) => void;
}

/** A limit that may be off. */
export function OptionalNumber({ label, help, changed, onReset, field, value, onChange }: OptionalNumberProps) {
  const { min, max, step, unit, integer } = field;
  const on = typeof value === 'number';
  return (
    <div className="optional-number">
      <SwitchField
        {...{ label, help, changed, onReset, on }}
        onChange={(next) => onChange(next ? START_STEPS * step : null)}
      />
      {on && <NumberField {...{ label, value, min, max, step, unit, integer, onChange }} />}
    </div>
  );
}
