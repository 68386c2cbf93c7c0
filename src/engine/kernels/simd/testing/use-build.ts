// Registers the gradients of tfjs's stock kernels, which its core leaves out.
import '@tensorflow/tfjs';
import { getKernelsForBackend, registerBackend, registerKernel, setBackend } from '@tensorflow/tfjs-core';
import { allowRelaxedSimd, startKernelThread } from '../../../../cli/kernel-thread.ts';
import { registerOps } from '../../../tensor/ops/registry.ts';
import { SimdBackend } from '../backend.ts';
import type { KernelBuild } from '../builds.ts';
import { Machine } from '../machine.ts';
import { simdOps } from '../ops/index.ts';
import { allServing } from './helpers.ts';

const machines = new Map<KernelBuild, Promise<Machine>>();

async function install(build: KernelBuild): Promise<Machine> {
  allowRelaxedSimd();
  const machine = await Machine.create(startKernelThread, build);
  const name = nameOf(build);
  for (const kernel of getKernelsForBackend('cpu')) registerKernel({ ...kernel, backendName: name });
  registerBackend(name, () => new SimdBackend(machine));
  registerOps(name, simdOps);
  return machine;
}

const nameOf = (build: KernelBuild): string => `simd-${build}`;

/** Puts the backend to use with the build named, a memory of its own and so many threads, all of them ready. */
export async function useBuild(build: KernelBuild, threads = 1): Promise<Machine> {
  const installed = machines.get(build) ?? install(build);
  machines.set(build, installed);
  const machine = await installed;
  machine.setThreads(threads);
  await allServing(machine);
  await setBackend(nameOf(build));
  return machine;
}
