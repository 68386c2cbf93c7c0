import { useRef } from 'react';
import type { ClipInfo } from '../../../engine/data/clip-info.ts';
import type { SpokenClip } from '../../../state/live-store.ts';
import { useDataset, useLive, useStudio } from '../../shell/studio-context.tsx';
import { takeInTurn } from '../take-in-turn.ts';

/** Played, or asked for, at a time. */
const SENTENCES = 5;
/** Between the clips that are taken, so that voices take turns. */
const STEP = 7;

/** Utterances of voices that no net has trained on, other ones each time, and what is said in them. */
export function useSaidSentences() {
  const studio = useStudio();
  const dataset = useDataset((state) => state.dataset);
  const sentences = useLive((state) => state.pair?.sentences ?? null);
  const next = useRef(0);
  const choose = (): readonly ClipInfo[] => {
    if (!dataset) return [];
    const { datasets } = studio.services;
    const all = datasets.clips(dataset.id).filter(({ split, transcript }) => split === 'test' && transcript !== null);
    const chosen = takeInTurn(all, next.current, SENTENCES, STEP);
    next.current += chosen.length;
    return chosen;
  };
  const spell = (clips: readonly ClipInfo[]) => studio.services.live.spell(clips.map((clip) => clip.transcript ?? ''));
  return {
    ready: sentences !== null && dataset !== null && dataset.transcripts > 0,
    async load(): Promise<readonly SpokenClip[]> {
      const clips = choose();
      // Of phones the transcript says nothing.
      const texts = sentences?.config.symbols === 'phones' ? [] : await spell(clips);
      return Promise.all(
        clips.map(async ({ index }, i) => ({
          ...(await studio.services.datasets.samples(dataset!.id, index)),
          text: texts[i] ?? null,
        })),
      );
    },
    texts: async (): Promise<readonly string[]> => spell(choose()),
  };
}
