import { expect, it } from 'vitest';
import { gpuCheckText } from './gpu-check-text.ts';

const check = {
  name: 'webgpu',
  adapter: 'acme one',
  software: false,
  variant: 'tiled',
  unavailable: null,
  broken: null,
  checks: 120,
  failed: [{ name: 'gru: hidden', relativeError: 0.02, tolerance: 1e-4, passed: false }],
  worst: 200,
  milliseconds: 1234,
};

it('says which adapter, how many comparisons, and what failed by how much', () => {
  const text = gpuCheckText({ version: 'check-abc.js', gpus: [check] }, 'A Browser 1.0');
  expect(text.split('\n')).toEqual([
    'Stillhouse, check of the GPU (check-abc.js)',
    'A Browser 1.0',
    'webgpu: acme one: products tiled, 120 comparisons, 1 failed, largest error 2.0e+2 of what is allowed, 1.2 s',
    '  failed: gru: hidden: relative error 2.0e-2, at most 0.0001',
  ]);
});

it('says why one is not available, and what broke another off', () => {
  const gpus = [
    { ...check, unavailable: 'no adapter' },
    { ...check, name: 'webgl', failed: [], broken: 'context lost' },
  ];
  const text = gpuCheckText({ version: '', gpus }, '');
  expect(text).toContain('webgpu: not available (no adapter)');
  expect(text).toContain('broken off: context lost');
});

it('lists so many failures and counts the rest', () => {
  const failed = Array.from({ length: 25 }, () => check.failed[0]!);
  const lines = gpuCheckText({ version: '', gpus: [{ ...check, failed }] }, '').split('\n');
  expect(lines.filter((line) => line.startsWith('  failed'))).toHaveLength(20);
  expect(lines.at(-1)).toBe('  and 5 more');
});
