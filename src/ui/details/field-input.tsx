import { useTranslation } from 'react-i18next';
import type { Field, NumberField as NumberFieldSpec } from '../../engine/config/fields.ts';
import type { Json } from '../../engine/config/json.ts';
import { useFormats } from '../i18n/format.ts';
import { Checks } from '../kit/checks.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { Segments } from '../kit/segments.tsx';
import { SelectField } from '../kit/select-field.tsx';
import { SliderField } from '../kit/slider-field.tsx';
import { useExperiment, useStudio } from '../shell/studio-context.tsx';
import { fieldWords } from './field-words.ts';
import { OptionalNumber } from './optional-number.tsx';

export interface FieldInputProps {
  readonly field: Field;
  /** All paths that take the value. */
  readonly paths: readonly string[];
  readonly value: Json;
  readonly changed: boolean;
}

/** The widest range that a slider can still be set in with some precision. */
const MOST_NOTCHES = 200;
const MOST_SEGMENTS = 4;

/** One input, chosen by what the field is. */
export function FieldInput({ field, paths, value, changed }: FieldInputProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const trainings = useExperiment((state) => state.experiment.trainings);
  const { label, help, choice, choiceHelp } = fieldWords(field.path, trainings, t);
  const set = (next: Json) => studio.experiment.edit(Object.fromEntries(paths.map((path) => [path, next])));
  const notes = { label, help, changed, onReset: () => studio.experiment.reset(paths) };

  if (field.kind === 'choices') {
    return (
      <Checks
        {...notes}
        chosen={field.choices.filter((id) => Array.isArray(value) && value.includes(id))}
        options={field.choices.map((id) => ({ id, label: choice(id) }))}
        onChange={set}
      />
    );
  }
  if (field.kind === 'choice') {
    const options = field.choices.map((id) => ({ id: String(id), label: choice(id) }));
    const onChange = (id: string) => set(field.choices.find((one) => String(one) === id) ?? id);
    const Kind = options.length <= MOST_SEGMENTS ? Segments : SelectField;
    const chosen = typeof value === 'string' ? value : JSON.stringify(value);
    const said = choiceHelp(chosen);
    const input = <Kind {...notes} value={chosen} options={options} onChange={onChange} />;
    if (said === '') return input;
    return (
      <div className="field-explained">
        {input}
        <p className="details-help">{said}</p>
      </div>
    );
  }
  if (field.optional) return <OptionalNumber {...notes} field={field} value={value} onChange={set} />;
  const { min, max, step, unit, scale, integer } = field;
  const number = Number(value);
  return isSlider(field) ? (
    <SliderField
      {...notes}
      {...{ value: number, min, max, step }}
      show={(shown) =>
        unit === '%' ? formats.percent(shown) : `${formats.decimal(shown, 2)}${unit ? ` ${unit}` : ''}`
      }
      onCommit={set}
    />
  ) : (
    <NumberField {...notes} {...{ value: number, min, max, step, unit, scale, integer }} onChange={set} />
  );
}

function isSlider({ min, max, step, scale }: NumberFieldSpec): boolean {
  return scale !== 'log' && (max - min) / step <= MOST_NOTCHES;
}
