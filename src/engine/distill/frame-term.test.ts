import { beforeAll, describe, expect, it, vi } from 'vitest';
import { memory, tensor, tidy, valueAndGradients, type Tensor } from '../tensor/index.ts';
import { checkAgainst } from '../tensor/suite/check.ts';
import { useBackend } from '../tensor/testing/node-backends.ts';
import { blankWeights, type BlankTreatment } from './blank-weights.ts';
import { frameTerm } from './frame-term.ts';
import golden from './goldens/frame-term.json' with { type: 'json' };

const { shape, blank, lengths, cases } = golden;
const [batch = 0, frames = 0] = shape;
const valid = Float32Array.from({ length: batch * frames }, (_, i) =>
  i % frames < lengths[Math.floor(i / frames)]! ? 1 : 0,
);

describe.each(['simd', 'cpu', 'wasm', 'webgpu'] as const)('distillation frame by frame on %s', (backend) => {
  // A software adapter takes seconds to compile a kernel.
  vi.setConfig({ testTimeout: 120_000 });
  beforeAll(() => useBackend(backend), 120_000);

  it.each(cases)('agrees with PyTorch: $treatment, T $temperature', async (known) => {
    const before = memory().numTensors;
    const of = (values: ArrayLike<number>, shape: number[]): Tensor =>
      tensor(Float32Array.from(values), shape, 'float32');
    const [student, teacher] = [of(golden.student, shape), of(golden.teacher, shape)];
    const mask = of(valid, [batch, frames]);
    const weights = tidy(() => blankWeights(teacher, mask, blank, known.treatment as BlankTreatment));
    const { total, gradients } = valueAndGradients([student], () => ({
      total: frameTerm(student, teacher, mask, weights, known.temperature),
      named: {},
    }));
    const results = [
      checkAgainst('weights', 'value', await weights.data(), known.weights),
      checkAgainst('value', 'value', await total.data(), [known.value]),
      checkAgainst('gradient', 'gradient', await gradients[0]!.data(), known.gradient),
    ];
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
    for (const used of [student, teacher, mask, weights, total, ...gradients]) used.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
