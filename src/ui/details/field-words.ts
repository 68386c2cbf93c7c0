import type { TFunction } from 'i18next';
import type { Training } from '../../engine/config/experiment.ts';

export interface FieldWords {
  readonly label: string;
  readonly help: string;
  choice(id: string | number): string;
  /** A sentence on a choice; empty for most. */
  choiceHelp(id: string | number): string;
}

/** The words of a field: a plug-in's own for its parameters, the page's for the rest. */
export function fieldWords(path: string, trainings: readonly Training[], t: TFunction): FieldWords {
  const base = keyOf(path, trainings);
  return {
    label: t(`${base}.label`),
    help: t(`${base}.help`),
    choice: (id) => t(`${base}.choices.${id}`),
    choiceHelp: (id) => t(`${base}.choiceHelp.${id}`, { defaultValue: '' }),
  };
}

function keyOf(path: string, trainings: readonly Training[]): string {
  const [head, id, part, ...rest] = path.split('.');
  if (head !== 'trainings') return `fields.${path}`;
  const training = trainings.find((one) => one.id === id);
  if (part === 'model') return `models.${training?.family}.params.${rest.join('.')}`;
  if (part === 'method') return `distill.${training?.method.id}.${rest.join('.')}`;
  return `fields.${part}.${rest.join('.')}`;
}
