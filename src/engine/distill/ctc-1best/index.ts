import type { DistillMethod } from '../method.ts';

/** What the teacher hears, as if it were the text; learnt by CTC beside the texts themselves. */
export const ctc1best: DistillMethod = {
  id: 'ctc-1best',
  tasks: ['ctc'],
  paper: {
    title:
      'Distilling Knowledge from Ensembles of Acoustic Models for Joint CTC-Attention End-to-End Speech Recognition',
    authors: 'Gao, Parcollet, Lane',
    year: 2020,
    url: 'https://arxiv.org/abs/2005.09310',
  },
  formula: String.raw`\mathcal{L} = (1-\alpha)\,\mathrm{CTC}(y) + \alpha\,\mathrm{CTC}(\hat{y}_t)`,
  params: [{ kind: 'number', key: 'alpha', min: 0, max: 1, step: 0.05, default: 0.5, live: true }],
  terms: ['hard', 'soft'],
  needsTeacher: true,
  load: () => import('./terms.ts'),
};
