import type { DistillMethod } from '../method.ts';

/** The treatments of the blank, as in `blank-weights`. */
export const treatments = ['every', 'not-blank', 'less-blank', 'window'] as const;

/** The teacher's softened answers frame by frame beside CTC with the labels; most of its frames say nothing but the blank. */
export const ctcFrame: DistillMethod = {
  id: 'ctc-frame',
  tasks: ['ctc'],
  paper: {
    title: 'Analyzing the Importance of Blank for CTC-Based Knowledge Distillation',
    authors: 'Hilmes, Rossenbach, Schlüter',
    year: 2025,
    url: 'https://arxiv.org/abs/2506.01503',
  },
  formula: String.raw`\mathcal{L} = (1-\alpha)\,\mathrm{CTC}(y) + \alpha\,T^2\,\frac{1}{N}\sum_t m_t\,\mathrm{KL}(p_{t}^T \,\|\, p_{s}^T)`,
  params: [
    { kind: 'number', key: 'temperature', min: 0.5, max: 20, step: 0.5, default: 1, live: true },
    { kind: 'number', key: 'alpha', min: 0, max: 1, step: 0.05, default: 0.5, live: true },
    { kind: 'choice', key: 'blank', choices: treatments, default: 'every' },
    {
      kind: 'number',
      key: 'reach',
      min: 1,
      max: 20,
      step: 1,
      default: 2,
      integer: true,
      when: { key: 'blank', is: 'window' },
    },
  ],
  terms: ['hard', 'soft'],
  needsTeacher: true,
  load: () => import('./terms.ts'),
};
