import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../engine/config/fields.ts';
import { valuesByPath } from '../../engine/config/paths.ts';
import { useExperiment } from '../shell/studio-context.tsx';
import { FieldInput } from './field-input.tsx';

export interface FieldListProps {
  readonly fields: readonly Field[];
  /** Further trainings that must have the same value: the other student. */
  readonly twins?: readonly string[];
  /** Last parts of the paths that are shown at once; the rest folds away. All when left out. */
  readonly first?: readonly string[];
}

/** Inputs for a list of fields, drawn from what the fields say of themselves. */
export function FieldList({ fields, twins = [], first }: FieldListProps) {
  const { t } = useTranslation();
  const experiment = useExperiment((state) => state.experiment);
  const changed = useExperiment((state) => state.changed);
  const values = useMemo(() => valuesByPath(experiment), [experiment]);
  const early = (field: Field) => first === undefined || first.some((end) => field.path.endsWith(end));
  const draw = (field: Field) => (
    <FieldInput
      key={field.path}
      field={field}
      paths={[field.path, ...twins.map((id) => field.path.replace(/^trainings\.[^.]+/, `trainings.${id}`))]}
      value={values.get(field.path) ?? null}
      changed={changed.has(field.path)}
    />
  );
  const later = fields.filter((field) => !early(field));
  return (
    <>
      <div className="fields">{fields.filter(early).map(draw)}</div>
      {later.length > 0 && (
        <details className="more-fields" open={later.some((field) => changed.has(field.path))}>
          <summary>{t('details.more')}</summary>
          <div className="fields">{later.map(draw)}</div>
        </details>
      )}
    </>
  );
}
