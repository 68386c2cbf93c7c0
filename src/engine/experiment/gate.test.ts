import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('an open gate lets drivers run', async () => {
  expect(await new Gate(true).wait(0)).toBe('run');
});

test('a closed gate holds each driver until a step, which is one for each', async () => {
  const gate = new Gate(false);
  const passes = Promise.all([gate.wait(0), gate.wait(0)]);
  gate.step();
  expect(await passes).toEqual(['step', 'step']);
  const next = gate.wait(1);
  gate.open();
  expect(await next).toBe('run');
});

test('a step asked for while a driver was getting ready is not lost, nor given twice', async () => {
  const gate = new Gate(false);
  gate.step();
  expect(await gate.wait(0)).toBe('step');
  let passed = false;
  void gate.wait(1).then(() => (passed = true));
  await Promise.resolve();
  expect(passed).toBe(false);
});

test('a stopped gate lets nobody train again, those that wait included', async () => {
  const gate = new Gate(false);
  const held = gate.wait(0);
  gate.stop();
  gate.close();
  expect(await held).toBe('stop');
  expect(await gate.wait(0)).toBe('stop');
});
