import type { TaskId } from '../../engine/config/experiment.ts';
import type { RunView } from '../../state/run-view.ts';
import { useRun } from './studio-context.tsx';
import { useTask } from './use-task.ts';

/** What a run learns, as far as it has told. */
export function taskOfRun({ sentences, phones }: Pick<RunView, 'sentences' | 'phones'>): TaskId {
  if (phones) return 'frames';
  return sentences ? 'ctc' : 'words';
}

/** What the run on show learns; before it what it will. */
export function useShownTask(): TaskId {
  const planned = useTask();
  const shown = useRun(({ view }) => (view.status === 'idle' ? null : taskOfRun(view)));
  return shown ?? planned;
}
