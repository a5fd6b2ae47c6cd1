import { defineConfig } from 'vitest/config';
import { findChromium } from './scripts/lib.mjs';

/** Files share what they import: to read the server anew for each took a third of the run. */
const isolate = false;

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['./test/support/postgres-teardown.ts', './test/support/run-folder.ts'],
    projects: [
      {
        test: {
          name: 'server',
          isolate,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          // A second try is printed by name and is a fault to be found; more than three fail the run.
          retry: 1,
          // Never a measure of speed: machines are shared.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'browser',
          isolate,
          include: ['test/browser/**/*.test.ts'],
          env: { CHROMIUM: findChromium() ?? '' },
          // A shared machine can stall a real browser; a fault fails thrice.
          retry: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
