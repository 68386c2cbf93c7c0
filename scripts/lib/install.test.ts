import { describe, expect, test } from 'vitest';
import { missingPackages } from './install.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/react': { version: '19.0.0' },
  'node_modules/vitest': { version: '4.0.0', dev: true },
  'node_modules/binding-for-another-system': { version: '1.0.0', optional: true },
};
const react = { 'node_modules/react': { version: '19.0.0' } };

describe('what is missing', () => {
  test('everything on a fresh clone', () => {
    expect(missingPackages(wanted, {}, 'app')).toEqual(['node_modules/react']);
    expect(missingPackages(wanted, {}, 'all')).toEqual(['node_modules/react', 'node_modules/vitest']);
  });

  test('nothing for the page when only test tools are absent', () => {
    expect(missingPackages(wanted, react, 'app')).toEqual([]);
    expect(missingPackages(wanted, react, 'all')).toEqual(['node_modules/vitest']);
  });

  test('another version', () => {
    const older = { 'node_modules/react': { version: '18.0.0' } };
    expect(missingPackages(wanted, older, 'app')).toEqual(['node_modules/react']);
  });
});
