import { expect, it } from 'vitest';
import { topologicalOrder } from './topological-order.ts';

it('puts teachers before their students and otherwise keeps the order', () => {
  const trainings = [
    { id: 'distilled', teachers: ['assistant', 'teacher'] },
    { id: 'alone', teachers: [] },
    { id: 'assistant', teachers: ['teacher'] },
    { id: 'teacher', teachers: [] },
  ];
  expect(topologicalOrder(trainings)).toEqual(['alone', 'teacher', 'assistant', 'distilled']);
});

it('refuses circles and strangers', () => {
  const circle = [{ id: 'free', teachers: [] }, { id: 'a', teachers: ['b'] }, { id: 'b', teachers: ['a'] }]; // prettier-ignore
  const refused = (field: string, reason: string) =>
    expect.objectContaining({ params: expect.objectContaining({ field, reason }) });
  expect(() => topologicalOrder(circle)).toThrow(refused('trainings.a.teachers', 'cycle'));
  expect(() => topologicalOrder([{ id: 'a', teachers: ['c'] }])).toThrow(
    refused('trainings.a.teachers', 'unknown-training'),
  );
});
