import type { ErrorCode } from '../../engine/core/errors.ts';
import { smallerBatch, type SmallerBatch } from '../../state/smaller-batch.ts';
import { canBegin } from '../../state/studio.ts';
import type { Studio } from '../../state/studio.ts';

/** A button that an error offers. */
export interface WayOn {
  /** Its words are under `waysOn`. */
  readonly id: 'goOn' | 'tryAgain' | 'usePack' | 'startOver' | 'smallerBatch' | 'withoutUnlabelled';
  /** The number in its words. */
  readonly value?: number;
  readonly take: () => Promise<void> | void;
}

/** On the CPU there is nothing else to go on with. */
const gpus: readonly string[] = ['webgpu', 'webgl'];

/** What an error offers to do; those that offer nothing are mended by what their words say. */
export function waysOn(code: ErrorCode, studio: Studio): readonly WayOn[] {
  const goOn: WayOn = { id: 'goOn', take: () => studio.attempt(() => studio.services.runner.recover()) };
  switch (code) {
    case 'train/not-finite':
    case 'train/device-lost':
    case 'train/gpu-error':
    case 'train/worker-died':
      return [goOn];
    case 'train/out-of-memory': {
      const smaller = smallerBatchOf(studio);
      const take = (changes: SmallerBatch['changes']) => () => studio.startChanged(changes);
      return [
        ...(smaller
          ? [{ id: 'smallerBatch', value: smaller.batchSize, take: take(smaller.changes) } satisfies WayOn]
          : []),
        ...(gpus.includes(failedBackend(studio) ?? '') ? [goOn] : []),
      ];
    }
    case 'train/checkpoint-mismatch':
      return [{ id: 'startOver', take: () => studio.startRun({ paused: false }) }];
    case 'data/pack-unavailable':
      return [{ id: 'tryAgain', take: () => studio.dataset.loadPack() }];
    case 'data/missing-own-audio':
      return [{ id: 'usePack', take: () => studio.usePack() }];
    case 'data/missing-unlabelled':
    case 'data/nothing-unlabelled':
    case 'data/unlabelled-unheard':
      return [{ id: 'withoutUnlabelled', take: () => studio.experiment.edit({ 'data.unlabelled': null }) }];
    default:
      return [];
  }
}

/** Null also while the data of the failed run are not those in use: it would train on others than its settings say. */
function smallerBatchOf(studio: Studio): SmallerBatch | null {
  const { view, experiment } = studio.run.getState();
  if (!view.error || !experiment || !canBegin(studio, experiment)) return null;
  return smallerBatch(experiment, view.error.trainingId);
}

function failedBackend({ run }: Studio): string | undefined {
  const { view } = run.getState();
  return view.error?.trainingId ? view.trainings[view.error.trainingId]?.backend?.name : undefined;
}
