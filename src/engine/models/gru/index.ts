import { recurrentFamily } from '../recurrent.ts';

/** Gated recurrent units over the frames; gates and weights as torch.nn.GRU. */
export const gru = recurrentFamily({
  id: 'gru',
  source: {
    title: 'Cho and others (2014): Learning phrase representations using RNN encoder-decoder',
    url: 'https://arxiv.org/abs/1406.1078',
  },
  gates: 3,
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
});
