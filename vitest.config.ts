import { defineConfig } from 'vitest/config';

const REPLACES_MODULES = ['test/main-thread/third-kind.test.ts'];
/** They run whole scans, most with threads and processes of their own: `npm run test:runs`. */
const WHOLE_RUNS = ['test/e2e/**/*.test.ts', 'test/faults/**/*.test.ts', 'test/main-thread/**/*.test.ts'];

export default defineConfig({
  test: {
    // As in Node: the default import of a CommonJS module is all that it exports.
    deps: { interopDefault: false },
    globalSetup: 'test/support/global-setup.ts',
    setupFiles: ['test/support/property-seed.ts', 'test/support/no-proxies.ts'],
    // Many tests wait for processes and threads of their own, so two files at once are faster even on two cores.
    maxWorkers: 2,
    // A hang is seen in a minute. The slowest test took 11 s alone and over 20 s beside a compiler and a browser on two
    // cores; the few that need more say so themselves.
    testTimeout: 60_000,
    // Hooks simulate and scan whole organisations.
    hookTimeout: 60_000,
    // Tests say themselves what the environment is; empty is as good as absent.
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      ...Object.fromEntries(
        [
          ...['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_CA_BUNDLE'],
          ...['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
          ...['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_WEB_IDENTITY_TOKEN_FILE'],
          ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'],
          ...['AWS_CREDENTIAL_EXPIRATION', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'],
          ...['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_SSO_OIDC', 'AWS_ROLE_ARN'],
          ...['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'],
        ].map((name) => [name, '']),
      ),
    },
    // Files of one worker share the modules they load, which saves a seventh of the time; those that replace modules do not.
    projects: [
      {
        extends: true,
        test: { name: 'parts', include: ['test/**/*.test.ts'], exclude: WHOLE_RUNS, isolate: false },
      },
      {
        extends: true,
        test: { name: 'runs', include: WHOLE_RUNS, exclude: REPLACES_MODULES, isolate: false },
      },
      { extends: true, test: { name: 'isolated', include: REPLACES_MODULES } },
    ],
  },
});
