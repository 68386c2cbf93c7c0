import { useTranslation } from 'react-i18next';
import { castRoles } from '../../state/cast.ts';
import { useDataset } from '../shell/studio-context.tsx';
import { useCastViews } from '../stage/use-cast-views.ts';
import { ConfusionMatrix } from './confusion-matrix.tsx';

/** Who takes what for what, teacher and students side by side; appears with the first scores. */
export function Matrices() {
  const { t } = useTranslation();
  const views = useCastViews();
  const dataset = useDataset((state) => state.dataset);
  const classes = dataset?.classes.map(({ name }) => name) ?? [];
  const shown = castRoles.flatMap((role) => {
    const view = views[role];
    const scores = view?.test ?? view?.validation;
    const split = view?.test ? ('test' as const) : ('validation' as const);
    return scores?.confusion.length === classes.length ** 2 ? [{ role, counts: scores.confusion, split }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className="matrices">
      <h2 className="section-title">{t('matrix.heading')}</h2>
      <p className="section-help">{t('matrix.help')}</p>
      <div className="matrices-row">
        {shown.map((one) => (
          <ConfusionMatrix key={one.role} classes={classes} {...one} />
        ))}
      </div>
    </div>
  );
}
