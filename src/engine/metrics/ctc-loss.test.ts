import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ctcLoss } from './ctc-loss.ts';
import { logSoftmaxRow } from './log-softmax.ts';

// Computed with numpy and with PyTorch in float64.
const logits = Float32Array.of(1, 0.2, -0.3, 0.1, 1.2, 0.3, 0.4, 0.2, 0.9, 1.1, -0.2, 0.5);

it.each([
  [[1, 2], 1.0820508036],
  [[1, 1], 3.4649217518],
  [[2], 1.8541252238],
])('of %j has the golden value', (labels, nats) => {
  expect(ctcLoss(logits, 3, Int32Array.from(labels), 0)).toBeCloseTo(nats, 6);
});

/** All paths one by one. */
function byBruteForce(logits: Float32Array, classes: number, labels: readonly number[], blank: number): number {
  const frames = logits.length / classes;
  const row = new Float64Array(classes);
  let sum = 0;
  for (let path = 0; path < classes ** frames; path++) {
    const symbols = Array.from({ length: frames }, (_, t) => Math.floor(path / classes ** t) % classes);
    const said = symbols.filter((symbol, t) => symbol !== blank && symbol !== symbols[t - 1]);
    if (said.join() !== labels.join()) continue;
    let log = 0;
    symbols.forEach((symbol, t) => {
      logSoftmaxRow(logits, t, 1, row);
      log += row[symbol]!;
    });
    sum += Math.exp(log);
  }
  return -Math.log(sum);
}

it('is what all paths add up to', () => {
  const frame = fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(frame, { minLength: 0, maxLength: 5 }),
      fc.array(fc.integer({ min: 0, max: 1 }), { maxLength: 3 }),
      (frames, labels) => {
        const flat = Float32Array.from(frames.flat());
        const nats = ctcLoss(flat, 3, Int32Array.from(labels), 2);
        const known = byBruteForce(flat, 3, labels, 2);
        if (known === Infinity) expect(nats).toBe(Infinity);
        else expect(nats).toBeCloseTo(known, 9);
      },
    ),
    { numRuns: 200 },
  );
});

it('is no number where a logit is none', () => {
  expect(ctcLoss(Float32Array.of(NaN, 1, 2), 3, Int32Array.of(0), 2)).toBeNaN();
});
