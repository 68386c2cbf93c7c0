import { Checkbox } from 'react-aria-components/Checkbox';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { Label } from 'react-aria-components/Label';
import { FieldExtras } from './field-head.tsx';
import type { FieldNotes } from './field-head.tsx';
import { Icon } from './icon.tsx';

export interface ChecksProps<T extends string> extends FieldNotes {
  readonly label: string;
  readonly chosen: readonly T[];
  readonly options: readonly { readonly id: T; readonly label: string }[];
  readonly onChange: (chosen: T[]) => void;
  readonly disabled?: boolean;
}

/** Any of a few, in the order of the options. */
export function Checks<T extends string>({
  label,
  chosen,
  options,
  onChange,
  disabled = false,
  ...notes
}: ChecksProps<T>) {
  return (
    <CheckboxGroup
      className="field"
      value={[...chosen]}
      isDisabled={disabled}
      onChange={(ids) => onChange(options.map((option) => option.id).filter((id) => ids.includes(id)))}
    >
      <div className="field-head">
        <Label className="field-label">{label}</Label>
        <FieldExtras label={label} {...notes} />
      </div>
      <div className="checks">
        {options.map((option) => (
          <Checkbox key={option.id} value={option.id} className="checkbox">
            <span className="checkbox-box" aria-hidden="true">
              <Icon name="check" />
            </span>
            {option.label}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
