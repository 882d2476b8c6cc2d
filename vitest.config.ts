import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // As Node has it: what a CommonJS module exports is the default import.
    deps: { interopDefault: false },
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    setupFiles: 'test/support/property-seed.ts',
    // Many tests wait for processes and threads of their own, so two files at once pay even on two cores.
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    env: { AWS_EC2_METADATA_DISABLED: 'true' },
  },
});
