import { useRef } from 'react';
import type { SaidClip } from '../../state/say-in-turn.ts';
import { useDataset, useLive, useStudio } from '../shell/studio-context.tsx';
import { takeInTurn } from './take-in-turn.ts';

/** Between the clips that are taken: a step that shares no divisor with the clips of a voice brings all words in turn. */
const STEP = 23;

/**
 * Clips of voices that no net has trained on, other ones each time.
 * @param split `validation` where something is chosen by them
 */
export function useSaidClips(split: 'validation' | 'test', clips: number) {
  const studio = useStudio();
  const dataset = useDataset((state) => state.dataset);
  const classes = useLive((state) => state.pair?.classes);
  const next = useRef(0);
  return {
    ready: dataset !== null && classes !== undefined,
    async load(): Promise<readonly SaidClip[]> {
      if (!dataset || !classes) return [];
      const { datasets } = studio.services;
      const all = datasets
        .clips(dataset.id)
        .filter((clip) => clip.split === split && clip.label !== null && classes.includes(clip.label));
      const rate = all[0]?.sampleRateHz;
      const usable = all.filter(({ sampleRateHz }) => sampleRateHz === rate);
      const chosen = takeInTurn(usable, next.current, clips, STEP);
      next.current += chosen.length;
      return Promise.all(
        chosen.map(async ({ index, label }) => ({ ...(await datasets.samples(dataset.id, index)), label: label! })),
      );
    },
  };
}
