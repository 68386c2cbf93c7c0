import type { DistillMethod } from '../method.ts';

/** The student alone: the task's loss with the labels, for words cross-entropy. */
export const none: DistillMethod = {
  id: 'none',
  tasks: ['words', 'frames', 'ctc'],
  paper: null,
  formula: String.raw`\mathcal{L} = \mathrm{CE}(y, p_s)`,
  params: [],
  terms: ['hard'],
  needsTeacher: false,
  load: () => import('./terms.ts'),
};
