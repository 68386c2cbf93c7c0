import { expect, test } from 'vitest';
import { stepTicks } from './step-ticks.ts';

test.each([
  [800, 500, [0, 200, 400, 600, 800]],
  [800, 120, [0, 400, 800]],
  [800, 40, [0, 800]],
  [30, 500, [0, 15, 30]],
  [7, 500, [0, 7]],
  [0, 500, [0]],
])('%i steps over %i px', (steps, width, ticks) => expect(stepTicks(steps, width, String)).toEqual(ticks));
