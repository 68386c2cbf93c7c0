import { useTranslation } from 'react-i18next';
import type { ColumnMapping, ColumnRole } from '../../engine/data/layouts/choice.ts';
import { SelectField } from '../kit/select-field.tsx';

export interface ColumnFieldsProps {
  readonly names: readonly string[];
  readonly mapping: ColumnMapping;
  readonly disabled: boolean;
  readonly onChange: (mapping: ColumnMapping) => void;
}

const roles: readonly ColumnRole[] = ['path', 'label', 'speaker', 'split', 'transcript', 'start', 'end'];

/** Which column of a table holds what. */
export function ColumnFields({ names, mapping, disabled, onChange }: ColumnFieldsProps) {
  const { t } = useTranslation();
  const options = [
    { id: '-1', label: t('layout.noColumn') },
    ...names.map((name, at) => ({ id: String(at), label: name })),
  ];
  return (
    <fieldset className="column-fields">
      <legend className="field-label">{t('layout.columns')}</legend>
      {roles.map((role) => (
        <SelectField
          key={role}
          label={t(`layout.roles.${role}`)}
          value={String(mapping[role])}
          options={options}
          disabled={disabled}
          onChange={(at) => onChange({ ...mapping, [role]: Number(at) })}
        />
      ))}
    </fieldset>
  );
}
