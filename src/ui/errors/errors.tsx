import { useTranslation } from 'react-i18next';
import type { ErrorRateId } from '../../engine/data/sequences.ts';
import { isErrorScores } from '../../engine/metrics/score-kinds.ts';
import { castRoles } from '../../state/cast.ts';
import { useRun } from '../shell/studio-context.tsx';
import { useCastViews } from '../stage/use-cast-views.ts';
import { NetErrors } from './net-errors.tsx';
import './errors.css';

/** What the nets mishear in sentences, side by side; appears with the first scores. */
export function Errors() {
  const { t } = useTranslation();
  const judged = useRun((state) => state.view.sentences?.judged);
  const views = useCastViews();
  const shown = castRoles.flatMap((role) => {
    const { test = null, validation = null } = views[role] ?? {};
    const scores = test ?? validation;
    return scores && isErrorScores(scores) ? [{ role, scores, isTest: test !== null }] : [];
  });
  if (judged === undefined || shown.length === 0) return null;
  return (
    <div className="errors">
      <h2 className="section-title">{t('errorKinds.heading')}</h2>
      <p className="section-help">{t('errorKinds.help', { units: unitsOf(judged, t) })}</p>
      <div className="errors-row">
        {shown.map(({ role, scores, isTest }) => (
          <NetErrors key={role} role={role} scores={scores} split={isTest ? 'test' : 'validation'} />
        ))}
      </div>
    </div>
  );
}

function unitsOf(judged: ErrorRateId, t: ReturnType<typeof useTranslation>['t']): string {
  return t(`metrics.${judged}.units`);
}
