import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

/** Journeys with tens of thousands of clips: `npm run test:long -- e2e`, never part of `npm test`. */
export default defineConfig(config, {
  testDir: 'long',
  testMatch: '**/*.long.ts',
  timeout: 1_800_000,
  outputDir: '../.cache/long-results',
  reporter: [['line']],
});
