import { useTranslation } from 'react-i18next';
import type { AugmentConfig } from '../../engine/config/experiment.ts';
import { experimentFields, type Field } from '../../engine/config/fields.ts';
import { useExperiment } from '../shell/studio-context.tsx';
import { FieldList } from './field-list.tsx';

const AUGMENT = 'data.augment.';
const first = ['.labelShare', '.teacherLabels', '.kinds', '.snrDbMin', '.snrDbMax'];

/** How much the students see, what noise is mixed in, and how training clips are varied. */
export function DataFields({ hasNoises }: { readonly hasNoises: boolean }) {
  const { t } = useTranslation();
  const augment = useExperiment((state) => state.experiment.data.augment);
  const recordedIsChosen = useExperiment((state) => state.experiment.data.noise.kinds.includes('recorded'));
  const fields = experimentFields.filter(({ card, path }) => card === 'data' && path !== 'seed');
  const plain = fields.filter(({ path }) => !path.startsWith(AUGMENT));
  const varied = fields.filter(({ path }) => path.startsWith(AUGMENT) && matters(path, augment));
  return (
    <>
      <FieldList fields={plain.map((field) => offered(field, hasNoises || recordedIsChosen))} first={first} />
      <h3 className="details-part">{t('details.augment')}</h3>
      <p className="details-help">{t('details.augmentHelp')}</p>
      <FieldList fields={varied} />
    </>
  );
}

/** Widths of masks matter where there are masks. */
function matters(path: string, { timeMasks, frequencyMasks }: AugmentConfig): boolean {
  if (path.endsWith('.timeMaskMs')) return timeMasks > 0;
  return !path.endsWith('.frequencyMaskShare') || frequencyMasks > 0;
}

/** Recorded noise is offered where the dataset has some (or where it was chosen, to be taken back). */
function offered(field: Field, withRecorded: boolean): Field {
  if (field.path !== 'data.noise.kinds' || field.kind !== 'choices' || withRecorded) return field;
  return { ...field, choices: field.choices.filter((kind) => kind !== 'recorded') };
}
