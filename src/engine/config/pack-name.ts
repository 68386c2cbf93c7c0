import type { Experiment } from './experiment.ts';

/** The packs that come with the studio: `public/pack/NAME.{opus,json}`. */
export type PackName = 'words' | 'digits';

/** The pack that an experiment is on; null for a person's own audio. */
export function packOf({ kind }: Pick<Experiment['data']['source'], 'kind'>): PackName | null {
  switch (kind) {
    case 'pack':
      return 'words';
    case 'digits':
      return 'digits';
    case 'own':
      return null;
  }
}
