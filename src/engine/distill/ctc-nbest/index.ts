import type { DistillMethod } from '../method.ts';

/** The likeliest things that the teacher may have heard, each as if it were the text, by how likely it is. */
export const ctcNbest: DistillMethod = {
  id: 'ctc-nbest',
  tasks: ['ctc'],
  paper: {
    title: 'An Investigation of a Knowledge Distillation Method for CTC Acoustic Models',
    authors: 'Takashima, Li, Kawai',
    year: 2018,
  },
  formula: String.raw`\mathcal{L} = (1-\alpha)\,\mathrm{CTC}(y) - \alpha \sum_n w_n \log P_s(y_n),\quad w_n \propto P_t(y_n)^{1/\tau}`,
  params: [
    { kind: 'number', key: 'alpha', min: 0, max: 1, step: 0.05, default: 0.5, live: true },
    { kind: 'number', key: 'count', min: 1, max: 16, step: 1, default: 4, integer: true },
    { kind: 'number', key: 'tau', min: 0.5, max: 20, step: 0.5, default: 1, live: true },
  ],
  terms: ['hard', 'soft'],
  needsTeacher: true,
  load: () => import('./terms.ts'),
};
