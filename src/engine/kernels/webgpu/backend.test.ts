import { beforeAll, describe, expect, it, vi } from 'vitest';
import { deviceTrouble, useBackend } from '../../tensor/testing/node-backends.ts';
import { sum } from '@tensorflow/tfjs-core';
import { StudioError } from '../../core/errors.ts';
import type { DeviceTrouble } from '../../tensor/backends/registry.ts';
import {
  add,
  fusedOps,
  memory,
  mul,
  tensor,
  tidy,
  valueAndGradients,
  type Scalar,
  type Tensor,
} from '../../tensor/index.ts';
import { gpu } from './backend.ts';
import { privateNames } from './encoder.ts';

// A software adapter takes seconds to compile a kernel, on a busy machine many.
vi.setConfig({ testTimeout: 240_000 });
beforeAll(() => useBackend('webgpu'), 240_000);

const ramp = (count: number, from = 0): Float32Array => Float32Array.from({ length: count }, (_, i) => from + i);

describe('the backend on WebGPU', () => {
  it('finds the private members of tfjs that it rests on', () => {
    const backend = gpu() as unknown as Readonly<Record<string, unknown>>;
    for (const name of privateNames) expect(backend, name).toHaveProperty(name);
    expect(backend['commandQueueOwnedIds']).toBeInstanceOf(WeakSet);
    expect(backend['bufferManager']).toHaveProperty('numBytesAllocated');
  });

  it('reads a tensor anew after it has changed in place', async () => {
    const { adam } = fusedOps();
    const [param, m, v] = [tensor([1, 2, 3, 4, 5]), tensor([0, 0, 0, 0, 0]), tensor([0, 0, 0, 0, 0])];
    const before = await param.data();
    const gradient = tensor([1, 1, 1, 1, 1]);
    const step = { learningRate: 0.5, step: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipNorm: 0 };
    const next = adam({ params: [param], moment1: [m], moment2: [v] }, [gradient], step);
    expect(Array.from(before)).toEqual([1, 2, 3, 4, 5]);
    const after = await next.params[0]!.data();
    [0.5, 1.5, 2.5, 3.5, 4.5].forEach((value, i) => expect(after[i]).toBeCloseTo(value, 5));
    for (const each of [...next.params, ...next.moment1, ...next.moment2, gradient]) each.dispose();
  });

  it('changes a copy where another tensor holds the same numbers', async () => {
    const { adam } = fusedOps();
    const param = tensor([1, 2]);
    const other = param.clone();
    const zeros = () => tensor([0, 0]);
    const step = { learningRate: 0.5, step: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipNorm: 1 };
    const next = adam({ params: [param], moment1: [zeros()], moment2: [zeros()] }, [tensor([3, 4])], step);
    expect(Array.from(await other.data())).toEqual([1, 2]);
    expect((await next.params[0]!.data())[0]).toBeCloseTo(0.5, 5);
  });

  it('keeps the numbers of a tensor when its neighbours are freed and their buffers used again', async () => {
    const kept = tidy(() => add(tensor(ramp(1000)), 1));
    for (let round = 0; round < 20; round++) {
      const other = tidy(() => mul(tensor(ramp(1000, round)), 2));
      if (round % 3 === 0) await other.data();
      other.dispose();
    }
    expect(Array.from(await kept.data())).toEqual(Array.from(ramp(1000, 1)));
    kept.dispose();
  });

  it('copies what a tensor held, though it is freed and its buffer written again before the copy is made', async () => {
    const original = tensor(ramp(1000));
    gpu().uploadToGPU(original.dataId);
    const copy = gpu().copyOf(original);
    original.dispose();
    const other = tensor(ramp(1000, 5000));
    gpu().uploadToGPU(other.dataId);
    expect(Array.from(await copy.data())).toEqual(Array.from(ramp(1000)));
    for (const each of [copy, other]) each.dispose();
  });

  it('updates tensors that are too large for a workgroup to each part of them', async () => {
    const count = 1_200_003;
    const { adam } = fusedOps();
    const filled = (value: number) => tensor(new Float32Array(count).fill(value));
    const gradient = filled(1);
    const step = { learningRate: 0.5, step: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, clipNorm: 0 };
    const next = adam({ params: [filled(2)], moment1: [filled(0)], moment2: [filled(0)] }, [gradient], step);
    const after = await next.params[0]!.data();
    expect(after.findIndex((value) => Math.abs(value - 1.5) > 1e-5)).toBe(-1);
    for (const each of [...next.params, ...next.moment1, ...next.moment2, gradient]) each.dispose();
  });

  it('finds the lengths of a batch again on the way back, however many others came between', async () => {
    const { meanOverTime } = fusedOps();
    const x = tensor(ramp(6), [1, 3, 2]);
    const { gradients, total } = valueAndGradients([x], () => {
      const mean = meanOverTime(x, Int32Array.of(2));
      for (let i = 0; i < 100; i++) gpu().lengths(Int32Array.of(1, i));
      return { total: sum<Scalar>(mean), named: {} };
    });
    expect(Array.from(await gradients[0]!.data())).toEqual([0.5, 0.5, 0.5, 0.5, 0, 0]);
    for (const each of [x, total, ...gradients]) each.dispose();
  });

  it('refuses a tensor that no buffer of the device can hold, and goes on', async () => {
    const { maxStorageBufferBindingSize } = gpu().device.limits;
    expect(() => gpu().create([maxStorageBufferBindingSize / 4 + 1])).toThrow(StudioError);
    const value = tidy(() => add(tensor([1]), 1));
    expect(Array.from(await value.data())).toEqual([2]);
    value.dispose();
  });

  it('tells of a command that the device refused', async () => {
    const told: DeviceTrouble[] = [];
    const { heard } = deviceTrouble;
    deviceTrouble.heard = (trouble) => told.push(trouble);
    try {
      gpu().device.createBuffer({ size: 16, usage: 0 });
      await gpu().idle();
      const refused = { code: 'train/gpu-error', detail: expect.any(String) };
      await expect.poll(() => told, { timeout: 10_000 }).toEqual([refused]);
    } finally {
      deviceTrouble.heard = heard;
    }
  });

  it('begins anew on another device after its own was lost', async () => {
    const { device } = gpu();
    device.destroy();
    await device.lost;
    await useBackend('webgpu');
    expect(gpu().device).not.toBe(device);
    const value = tidy(() => add(tensor([1]), 1));
    expect(Array.from(await value.data())).toEqual([2]);
    value.dispose();
  });

  it('reads as many numbers as a tensor has, though its buffer is longer', async () => {
    for (const count of [1, 63, 65, 257, 1025]) {
      const value = tidy(() => add(tensor(ramp(count)), 0));
      expect(await value.data()).toHaveLength(count);
      value.dispose();
    }
  });

  it('takes no more memory for lengths that vary from batch to batch', async () => {
    const { meanOverTime, dense } = fusedOps();
    const [w, b] = [tensor(ramp(24, -12), [4, 6]), tensor([1, 2, 3, 4])];
    const bytes = () => (memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
    const pass = async (): Promise<number> => {
      for (let i = 0; i < 50; i++) {
        const frames = 1 + ((i * 37) % 97);
        const value: Tensor = tidy(() => {
          const x = tensor(ramp(3 * frames * 6), [3, frames, 6]);
          return dense(meanOverTime(x, Int32Array.of(frames, i % frames, 0)), w, b);
        });
        if (i % 10 === 0) await value.data();
        value.dispose();
      }
      await gpu().idle();
      return bytes();
    };
    await pass();
    const settled = await pass();
    const tensors = memory().numTensors;
    for (let round = 0; round < 3; round++) expect(await pass()).toBe(settled);
    expect(memory().numTensors).toBe(tensors);
  });
});
