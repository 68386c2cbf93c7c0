import { recurrentFamily } from '../recurrent.ts';

/** Long short-term memory over the frames; gates and weights as torch.nn.LSTM. */
export const lstm = recurrentFamily({
  id: 'lstm',
  source: {
    title: 'Hochreiter, Schmidhuber (1997): Long short-term memory',
    url: 'https://doi.org/10.1162/neco.1997.9.8.1735',
  },
  gates: 4,
  load: () => import('./forward.ts'),
  golden: async () => (await import('./golden.json', { with: { type: 'json' } })).default,
});
