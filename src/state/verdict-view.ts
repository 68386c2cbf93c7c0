import type { Report, ReportModel, Verdict } from '../engine/experiment/report.ts';
import { castOf, castRoles } from './cast.ts';
import type { CastRole } from './cast.ts';

/** How the verdict's headline is put: by where the interval lies, so that it claims no more than was seen. */
export type Outcome = 'gain' | 'loss' | 'uncertain';

export function outcomeOf({ ci95: [low, high] }: Verdict): Outcome {
  if (low > 0) return 'gain';
  if (high < 0) return 'loss';
  return 'uncertain';
}

/** Where the distilled student stands between the one alone (0) and its teacher (1), beyond which no share is told. */
export type GapOutcome = 'noGap' | 'fellBehind' | 'gapClosed' | 'beatTeacher';

export function gapOutcomeOf({ gapClosed }: Verdict): GapOutcome {
  if (gapClosed === null) return 'noGap';
  if (gapClosed < 0) return 'fellBehind';
  return gapClosed > 1 ? 'beatTeacher' : 'gapClosed';
}

/** The models of the report that the verdict is about, by part. */
export function castModels(report: Report): Readonly<Partial<Record<CastRole, ReportModel>>> {
  const cast = castOf(report.config.trainings);
  return Object.fromEntries(
    castRoles.flatMap((role): [CastRole, ReportModel][] => {
      const model = cast[role] && report.models[cast[role].id];
      return model ? [[role, model]] : [];
    }),
  );
}

/** How much each seed was judged on: test clips, labelled frames of them, or symbols or words of their texts. */
export function judgedOn({ runs, config }: Report): number | null {
  const { distilled } = castOf(config.trainings);
  const model = distilled && runs[0]?.models[distilled.id];
  return model?.errors?.symbols ?? model?.confusion?.reduce((sum, count) => sum + count, 0) ?? null;
}
