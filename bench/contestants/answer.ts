import type { Task } from '../works/task.ts';
import type { Budget, Contestant, Measured, Prepared, Ready, Setting } from './contestant.ts';
import { countGpuCalls, gpuCalls } from './gpu-calls.ts';

/** Answers one call of the driver; rejects with the contestant's own error. */
export type Answer = (call: string, argument: unknown) => Promise<unknown>;

/**
 * Lets a contestant answer the driver: `describe`, `prepare`, `measure`, and what it adds.
 * @param peakMemoryMb of this worker or process so far
 */
export function answerWith(contestant: Contestant, peakMemoryMb: () => number | null): Answer {
  countGpuCalls();
  let ready: Ready | null = null;
  let backend = '';

  const prepare = async ({ task, setting }: { task: Task; setting: Setting }): Promise<Prepared> => {
    backend = setting.backend;
    ready = await contestant.prepare(task, setting);
    const start = performance.now();
    const value = await ready.step();
    const firstStepMs = (performance.now() - start) / ready.repeats;
    return { parameters: ready.parameters, firstStepMs, value };
  };

  const measure = async ({ ms, steps }: Budget): Promise<Measured> => {
    if (!ready) throw new Error('measure before prepare');
    const { microKernelGflops } = ready;
    const stepsMs: number[] = [];
    const gflops: number[] = [];
    let before = microKernelGflops?.();
    const callsBefore = gpuCalls(backend);
    const began = performance.now();
    let value: number;
    do {
      const start = performance.now();
      value = await ready.step();
      stepsMs.push((performance.now() - start) / ready.repeats);
      if (before === undefined || !microKernelGflops) continue;
      const after = microKernelGflops();
      gflops.push((before + after) / 2);
      before = after;
    } while (stepsMs.length < steps && performance.now() - began < ms);
    const calls = callsBefore === null ? null : (gpuCalls(backend) ?? 0) - callsBefore;
    const dispatches = calls === null ? null : Math.round(calls / (stepsMs.length * ready.repeats));
    return {
      stepsMs,
      microKernelGflops: microKernelGflops ? gflops : null,
      value,
      dispatches,
      peakMemoryMb: peakMemoryMb(),
    };
  };

  const calls: Readonly<Record<string, (argument: never) => Promise<unknown>>> = {
    describe: () => contestant.describe(),
    prepare,
    measure,
    ...contestant.extra,
  };
  return async (call, argument) => {
    const method = calls[call];
    if (!method) throw new Error(`unknown call ${call}`);
    return method(argument as never);
  };
}
