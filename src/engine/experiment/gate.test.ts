import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('an open gate lets drivers run', async () => {
  expect(await new Gate(true).wait()).toBe('run');
});

test('a closed gate holds each driver until a step, which is one for each', async () => {
  const gate = new Gate(false);
  const passes = Promise.all([gate.wait(), gate.wait()]);
  gate.step();
  expect(await passes).toEqual(['step', 'step']);
  const next = gate.wait();
  gate.open();
  expect(await next).toBe('run');
});

test('a stopped gate lets nobody train again, those that wait included', async () => {
  const gate = new Gate(false);
  const held = gate.wait();
  gate.stop();
  gate.close();
  expect(await held).toBe('stop');
  expect(await gate.wait()).toBe('stop');
});
