import { useId } from 'react';
import { FieldExtras } from './field-head.tsx';
import type { FieldNotes } from './field-head.tsx';
import { Icon } from './icon.tsx';

export interface SelectFieldProps extends FieldNotes {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly onChange: (id: string) => void;
  readonly disabled?: boolean;
  /** Label for screen readers only. */
  readonly bare?: boolean;
}

/** The browser's own list: it is the one that phones, screen readers and automation know best. */
export function SelectField({ label, value, options, onChange, disabled, bare = false, ...notes }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <div className={bare ? 'hidden-visually' : 'field-head'}>
        <label htmlFor={id} className="field-label">
          {label}
        </label>
        {!bare && <FieldExtras label={label} {...notes} />}
      </div>
      <div className="select-frame">
        <select
          id={id}
          className="select"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.id} value={option.id}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </div>
  );
}
