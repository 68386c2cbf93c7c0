import { useTranslation } from 'react-i18next';
import type { LayoutFinding } from '../../engine/data/dataset.ts';
import type { LayoutChoice } from '../../engine/data/layouts/choice.ts';
import { SelectField } from '../kit/select-field.tsx';
import { SwitchField } from '../kit/switch-field.tsx';
import { useDataset, useStudio } from '../shell/studio-context.tsx';
import { evidenceWords } from '../shell/words.ts';
import { ColumnFields } from './column-fields.tsx';
import { LayoutExamples } from './layout-examples.tsx';
import { TemplateField } from './template-field.tsx';

const NONE = '';

/** How the files are read, why, and by hand another way; what it makes of them shows at once. */
export function LayoutPanel({ layout }: { readonly layout: LayoutFinding }) {
  const { t } = useTranslation();
  const studio = useStudio();
  const rereading = useDataset((state) => state.rereading);
  const { id, chosen, choices, evidence, template, columns, splitAtSilences, uncut } = layout;
  const settable = choices.find((choice) => choice.id === id)?.settable;
  const settings: LayoutChoice = {
    ...(id !== null && { id }),
    ...(template !== undefined && { template }),
    ...(columns && { columns: columns.mapping }),
    splitAtSilences,
  };
  const read = (choice: LayoutChoice) => void studio.dataset.reread(choice);
  const said =
    id === null
      ? t('layout.noneFound')
      : t(chosen ? 'layout.byHand' : 'layout.recognised', { evidence: evidenceWords(id, evidence, t) });
  return (
    <div className="layout-panel" aria-busy={rereading}>
      <SelectField
        label={t('layout.label')}
        help={id === null ? t('layout.help') : t(`data.layouts.${id}.help`)}
        value={id ?? NONE}
        disabled={rereading}
        options={[
          ...(id === null ? [{ id: NONE, label: t('layout.none') }] : []),
          ...choices.map((choice) => ({ id: choice.id, label: t(`data.layouts.${choice.id}.name`) })),
        ]}
        onChange={(next) => read({ id: next, splitAtSilences })}
      />
      <p className="term" role="status">
        {said}
      </p>
      {settable === 'template' && template !== undefined && (
        <TemplateField key={template} template={template} onChange={(next) => read({ ...settings, template: next })} />
      )}
      {settable === 'columns' && columns && (
        <ColumnFields
          names={columns.names}
          mapping={columns.mapping}
          disabled={rereading}
          onChange={(mapping) => read({ ...settings, columns: mapping })}
        />
      )}
      {(uncut > 0 || splitAtSilences) && (
        <SwitchField
          label={t('layout.split')}
          help={t('layout.splitHelp')}
          on={splitAtSilences}
          disabled={rereading}
          onChange={(on) => read({ ...(chosen ? settings : {}), splitAtSilences: on })}
        />
      )}
      <LayoutExamples examples={layout.examples} />
    </div>
  );
}
