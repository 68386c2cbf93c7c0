import { Switch } from 'react-aria-components/Switch';
import { FieldExtras } from './field-head.tsx';
import type { FieldNotes } from './field-head.tsx';

export interface SwitchFieldProps extends FieldNotes {
  readonly label: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SwitchField({ label, on, disabled = false, onChange, ...notes }: SwitchFieldProps) {
  return (
    <div className="field-head">
      <Switch className="switch" isSelected={on} isDisabled={disabled} onChange={onChange}>
        <span className="switch-track" aria-hidden="true" />
        {label}
      </Switch>
      <FieldExtras label={label} {...notes} />
    </div>
  );
}
