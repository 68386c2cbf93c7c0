import { beforeAll, describe, expect, it } from 'vitest';
import golden from '../../../tensor/ops/goldens/ctc.json' with { type: 'json' };
import { relativeError } from '../../../tensor/suite/check.ts';
import { useBackend } from '../../../tensor/testing/node-backends.ts';
import { runCtc, withLogits } from '../../testing/ctc-case.ts';
import { simd } from '../backend.ts';
import { useBuild } from '../testing/use-build.ts';

const long = withLogits(golden[0]!);

describe.each(['relaxed', 'plain', 'unshared'] as const)('CTC of the build %s', (build) => {
  beforeAll(() => useBuild(build));

  it.each(golden)('agrees with PyTorch over $name', async (known) => {
    const { losses, gradient } = await runCtc(withLogits(known));
    expect(relativeError(losses, known.losses)).toBeLessThan(1e-6);
    const { frames, classes } = known;
    for (const { row, frame, values } of known.gradient) {
      const got = known.told.map((k) => gradient[(row * frames + frame) * classes + k]!);
      expect(relativeError(got, values)).toBeLessThan(1e-4);
    }
  });
});

describe('CTC on simd', () => {
  it('has the same bits with one thread and with three, and gives its memory back', async () => {
    await useBackend('simd', 1);
    const alone = await runCtc(long);
    await useBackend('simd', 3);
    const before = simd().machine.heap.usedBytes;
    const shared = await runCtc(long);
    expect(shared).toEqual(alone);
    expect(simd().machine.heap.usedBytes).toBe(before);
  });
});
