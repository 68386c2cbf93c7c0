import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskId } from '../../engine/config/experiment.ts';
import { castRoles } from '../../state/cast.ts';
import type { CastRole } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { useMedia } from '../shell/use-media.ts';
import { usePlanned } from '../shell/use-planned.ts';
import { useShownTask } from '../shell/use-shown-task.ts';
import { useTask } from '../shell/use-task.ts';
import { SoftLabelPipe } from './soft-label-pipe.tsx';
import { useCastViews } from './use-cast-views.ts';
import type { CastViews } from './use-cast-views.ts';
import { useSpots } from './use-spots.ts';
import { Vessel } from './vessel.tsx';
import './still.css';

/** No vessel is drawn smaller than a thumbnail; below it the caption tells the size. */
const LEAST_SIDE = 10;
const LEAST_DOT_PX = 8;
/** Between three vessels, and a little air. */
const GAPS_PX = 56;

/** What the next run will train. It follows no run: when one begins, something else takes its place. */
export function PlannedStill() {
  return <Still compact={false} views={nobody} task={useTask()} />;
}

/** What the run on show trains. */
export function RunStill() {
  return <Still compact views={useCastViews()} task={useShownTask()} />;
}

const nobody: CastViews = {};

interface StillProps {
  readonly compact: boolean;
  readonly views: CastViews;
  readonly task: TaskId;
}

/**
 * Teacher and students as vessels, their areas to the scale of their parameters; each fills with what it gets right, and
 * soft labels flow from the teacher to the distilled student.
 */
function Still({ compact, views, task }: StillProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { cast, costs, labels } = usePlanned();
  const frame = useRef<HTMLElement>(null);
  const bodies = useRef(new Map<CastRole, HTMLElement>());
  const keepBody = useCallback((role: CastRole, element: HTMLElement | null) => {
    if (element) bodies.current.set(role, element);
    else bodies.current.delete(role);
  }, []);
  const narrow = useMedia('(max-width: 639px)');
  const { width, ends } = useSpots(frame, bodies);
  const most = Math.max(1, ...castRoles.map((role) => costs[role]?.parameters ?? 0));
  const shares = castRoles.map((role) => Math.sqrt((costs[role]?.parameters ?? most) / most));
  // All three side by side.
  const room = (width - GAPS_PX) / shares.reduce((sum, share) => sum + share, 0);
  const tallest = narrow ? 84 : compact ? 104 : Math.min(320, Math.max(120, Math.min(width * 0.5, room)));
  const dot = dotUnit(most, tallest);
  const sides = shares.map((share) => Math.max(LEAST_SIDE, Math.round(tallest * share)));

  return (
    <figure className={`still${compact ? ' compact' : ''}`} ref={frame} aria-label={t('still.label')}>
      {ends && <SoftLabelPipe from={ends.from} to={ends.to} flowing={views.distilled?.status === 'running'} />}
      {castRoles.map((role, index) => (
        <Vessel
          key={role}
          role={role}
          training={cast[role]}
          cost={costs[role]}
          labels={views[role]?.labels ?? (labels && (role === 'teacher' ? labels.teacher : labels.students))}
          task={task}
          scores={views[role]?.test ?? views[role]?.validation ?? null}
          sidePx={sides[index] ?? LEAST_SIDE}
          spacePx={tallest}
          dotPx={tallest * Math.sqrt(dot / most)}
          bodyRef={keepBody}
        />
      ))}
      {!compact && <figcaption className="still-note">{t('still.dots', { value: formats.count(dot) })}</figcaption>}
    </figure>
  );
}

/** A round number of parameters, such that dots that stand for it are far enough apart to be seen. */
function dotUnit(parameters: number, sidePx: number): number {
  const least = parameters * (LEAST_DOT_PX / sidePx) ** 2;
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return decade * ([1, 2, 5].find((digit) => digit * decade >= least) ?? 10);
}
