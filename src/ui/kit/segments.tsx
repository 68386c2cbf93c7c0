import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { FieldExtras } from './field-head.tsx';
import type { FieldNotes } from './field-head.tsx';

export interface SegmentsProps<T extends string> extends FieldNotes {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly id: T; readonly label: string }[];
  readonly onChange: (id: T) => void;
  readonly disabled?: boolean;
  /** Label for screen readers only. */
  readonly bare?: boolean;
}

/** One of two to five, all in sight. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
  disabled = false,
  bare = false,
  ...notes
}: SegmentsProps<T>) {
  return (
    <RadioGroup
      className="field"
      value={value}
      isDisabled={disabled}
      orientation="horizontal"
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id);
        if (chosen) onChange(chosen.id);
      }}
    >
      <div className={bare ? 'hidden-visually' : 'field-head'}>
        <Label className="field-label">{label}</Label>
        {!bare && <FieldExtras label={label} {...notes} />}
      </div>
      <div className="segments">
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className="segment">
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
