import { defineConfig } from 'vitest/config';

const REPLACES_MODULES = ['test/main-thread/third-kind.test.ts'];

export default defineConfig({
  test: {
    // As in Node: the default import of a CommonJS module is all that it exports.
    deps: { interopDefault: false },
    globalSetup: 'test/support/global-setup.ts',
    setupFiles: 'test/support/property-seed.ts',
    // Many tests wait for processes and threads of their own, so two files at once are faster even on two cores.
    maxWorkers: 2,
    // Short, so that a hang is seen soon. The slowest tests took half of it with four busy processes beside them on two
    // cores; the few that need more say so themselves. On a busier machine: `npm test -- --testTimeout 60000`.
    testTimeout: 20_000,
    // Hooks simulate and scan whole organisations.
    hookTimeout: 30_000,
    env: { AWS_EC2_METADATA_DISABLED: 'true' },
    // Files of one worker share the modules they load, which saves a seventh of the time; those that replace modules do not.
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: REPLACES_MODULES, isolate: false },
      },
      { extends: true, test: { name: 'isolated', include: REPLACES_MODULES } },
    ],
  },
});
