import type { DistillMethod } from '../method.ts';

/** The student alone: cross-entropy with the labels. */
export const none: DistillMethod = {
  id: 'none',
  paper: null,
  formula: String.raw`\mathcal{L} = \mathrm{CE}(y, p_s)`,
  params: [],
  terms: ['hard'],
  needsTeacher: false,
  load: () => import('./terms.ts'),
};
