import type { DistillMethod } from '../method.ts';

/** Soft labels at a temperature beside the hard ones; `alpha` weighs the soft term. */
export const hinton: DistillMethod = {
  id: 'hinton',
  tasks: ['words', 'frames'],
  paper: {
    title: 'Distilling the Knowledge in a Neural Network',
    authors: 'Hinton, Vinyals, Dean',
    year: 2015,
    url: 'https://arxiv.org/abs/1503.02531',
  },
  formula: String.raw`\mathcal{L} = (1-\alpha)\,\mathrm{CE}(y, p_s) + \alpha\,T^2\,\mathrm{KL}(p_t^T \,\|\, p_s^T)`,
  params: [
    { kind: 'number', key: 'temperature', min: 0.5, max: 20, step: 0.5, default: 4, live: true },
    { kind: 'number', key: 'alpha', min: 0, max: 1, step: 0.05, default: 0.9, live: true },
  ],
  terms: ['hard', 'soft'],
  needsTeacher: true,
  load: () => import('./terms.ts'),
};
