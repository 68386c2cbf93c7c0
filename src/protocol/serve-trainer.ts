import { transfer } from 'comlink';
import type { GivingWay } from '../engine/core/right-of-way.ts';
import type { Trainer } from '../engine/train/trainer.ts';
import { EventBatcher } from './event-batcher.ts';
import { settle, type Answer } from './outcome.ts';
import type { RemoteTrainer } from './remote-trainer.ts';
import { buffersIn } from './transferables.ts';

/**
 * The far side of a channel: a trainer whose events are batched and whose errors cross as codes.
 * @param givingWay of the thread that it lives in, where another one may want its processor
 */
export function serveTrainer(trainer: Trainer, givingWay: GivingWay | null = null): RemoteTrainer {
  let batcher: EventBatcher | null = null;
  const answer = async <T>(work: () => Promise<T>): Promise<Answer<T>> => {
    const outcome = await settle(work);
    batcher?.flush();
    return transfer({ outcome, eventsBefore: batcher?.count ?? 0 }, buffersIn(outcome));
  };
  return {
    warmUp: (needs) => answer(() => trainer.warmUp(needs)),
    setUp: (setup, onEvents) =>
      answer(() => {
        const { runId, training } = setup;
        batcher = new EventBatcher(runId, training.id, (batch) => onEvents(transfer(batch, buffersIn(batch))));
        return trainer.setUp(setup, (event) => batcher!.push(event));
      }),
    addFeatures: (block) => answer(() => trainer.addFeatures(block)),
    run: () => answer(() => trainer.run()),
    step: () => answer(() => trainer.step()),
    pause: () => answer(() => trainer.pause()),
    stop: () => answer(() => trainer.stop()),
    turn: (key, value) => answer(() => trainer.turn(key, value)),
    result: () => answer(() => trainer.result()),
    predict: (split) => answer(() => trainer.predict(split)),
    decode: (split) => answer(() => trainer.decode(split)),
    measureMsPerClip: () => answer(() => trainer.measureMsPerClip()),
    probe: (setup) => answer(() => trainer.probe(setup)),
    giveWay: (words) => answer(async () => givingWay?.to(words)),
    dispose: () => answer(() => trainer.dispose()),
  };
}
