import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expectCoverageAddsUp, scanResult } from '../../support/run-output.js';
import { temporaryFolder } from '../../support/temporary.js';
import { CLOUDWATCH_LOGS, EVENTBRIDGE, LOOKUP_EVENTS, OTHER_ENVELOPES, TIMES } from './envelopes.js';
import { LATE, LAYOUTS, NAMES, PACKINGS, PARTITIONS } from './places.js';
import { DERIVED_ATTRIBUTES, DISTINCT_RULE, SUPPRESSIONS } from './rules.js';
import { PERSON, RETRIEVALS, type Situation } from './story.js';

/*
 * What users have, by kind, told by one story. Kinds that need a server have their situations where that server is: they
 * are named here, so that each kind can be seen to have at least three.
 */

type Elsewhere = readonly [file: string, ...tests: readonly string[]];

const KINDS: Readonly<
  Record<string, { readonly here: readonly Situation[]; readonly elsewhere?: readonly Elsewhere[] }>
> = {
  'CloudWatch Logs and Firehose': { here: CLOUDWATCH_LOGS },
  EventBridge: { here: EVENTBRIDGE },
  'lookup-events and the event history': { here: LOOKUP_EVENTS },
  'trails in odd places': { here: LAYOUTS },
  'attributes that Datadog derives': { here: DERIVED_ATTRIBUTES },
  'rules that count distinct values': { here: DISTINCT_RULE },
  'suppressions by rule': { here: SUPPRESSIONS },
  'keys with a leading slash': {
    here: [],
    elsewhere: [
      [
        'source/s3-faults.test.ts',
        'keys that begin with a slash or have two in a row are listed and read as they are',
      ],
      [
        'source/s3-endpoint.test.ts',
        'a slash at the end of a prefix ends its last part, and any other is part of the keys',
      ],
      ['source/source-cases.ts', 'names with odd characters are listed and read'],
    ],
  },
  'endpoints from the environment': {
    here: [],
    elsewhere: [
      [
        'source/aws-profile.test.ts',
        'every source of an endpoint gives way to those before it, in the documented order',
        'the profile can ask to ignore endpoints, for FIPS, dual-stack, a bundle and an addressing style',
      ],
      ['source/s3-connections.test.ts', 'http goes through HTTP_PROXY without a tunnel'],
    ],
  },
  'keys with white space': {
    here: [],
    elsewhere: [
      [
        'source/credentials.test.ts',
        'white space at the ends of keys is no part of them, given or found',
        'the variable with the wrong key is named',
        'keys in a file with a byte order mark are read',
      ],
    ],
  },
  'profiles and keys of the environment': {
    here: [],
    elsewhere: [
      [
        'source/credentials.test.ts',
        'every source of keys gives way to those before it, as the AWS CLI documents',
        'keys of the environment are used beside AWS_PROFILE, and nothing is printed',
        'a web identity of the environment goes before keys of a profile, but not before its role',
        'a profile that is nowhere is an error that names it and the files',
      ],
    ],
  },
  partitions: {
    here: PARTITIONS,
    elsewhere: [
      [
        'source/partition.test.ts',
        'every region of AWS is in its partition, and so are regions to come',
        'a name that no partition has is one of aws, as in the SDKs',
      ],
    ],
  },
  'regions and tokens that S3 refuses': {
    here: [],
    elsewhere: [
      [
        'source/s3-faults.test.ts',
        'redirects between regions in a circle are an error',
        'a region that S3 names but refuses is not told as another one',
        'a key that may not be used to decrypt is named',
        'expired keys are renewed once for all requests',
      ],
    ],
  },
  'how objects are packed': { here: PACKINGS },
  'names beside the usual': { here: NAMES },
  'late delivery': { here: LATE },
  'Content-Encoding': {
    here: [],
    elsewhere: [
      [
        'source/stored-body.test.ts',
        'objects are asked for as they are stored, in a header that is not signed',
        'an object that is compressed only on the way is the object',
        'no body that is cut short is ever taken, wherever it is cut and whatever is said about it',
      ],
    ],
  },
  'private certificates': {
    here: [],
    elsewhere: [
      [
        'source/s3-connections.test.ts',
        'an authority that is not trusted is named as the cause, with what to set',
        'a certificate for other names, and a server without TLS, are told apart',
        'a bundle that cannot be used is bad usage that names it, and http does not need it',
      ],
    ],
  },
  'times of queries and exports': { here: TIMES },
  'other envelopes': { here: OTHER_ENVELOPES },
};

const tests = fileURLToPath(new URL('../../', import.meta.url));

test.each(Object.entries(KINDS))(
  '%s: at least three situations, and those elsewhere exist',
  (_, { here, elsewhere = [] }) => {
    const named = elsewhere.flatMap(([file, ...names]) => names.map((name) => ({ file, name })));
    expect(here.length + named.length).toBeGreaterThanOrEqual(3);
    for (const { file, name } of named) expect(readFileSync(join(tests, file), 'utf8'), file).toContain(name);
  },
);

const told = Object.entries(KINDS).filter(([, { here }]) => here.length > 0);

describe.each(told)('%s', (_, { here }) => {
  test.each(here)('$name', async ({ objects, options, right = {} }) => {
    const folder = temporaryFolder();
    for (const [key, content] of Object.entries(objects())) {
      mkdirSync(dirname(join(folder, key)), { recursive: true });
      writeFileSync(join(folder, key), content);
    }
    const run = await scanResult({ sources: [folder], threads: 1, shards: 1, ...options });
    const { coverage, warnings, notes, failures } = run;
    expectCoverageAddsUp(coverage);
    const said = [...warnings, ...notes, ...failures.map(({ detail }) => detail)].join('\n');
    expect({
      retrievals: run.totals.retrievals,
      signals: run.signals.map(({ identity }) => identity.key),
      complete: run.complete,
      failed: coverage.failed,
      skipped: coverage.skipped,
      dropped: coverage.dropped,
      suppressedBy: run.signals[0]?.suppressed?.by,
    }).toEqual({
      retrievals: right.retrievals ?? RETRIEVALS,
      signals: right.signals ?? [PERSON],
      complete: right.complete ?? true,
      failed: right.failed ?? {},
      skipped: right.skipped ?? {},
      dropped: right.dropped ?? {},
      suppressedBy: right.suppressedBy,
    });
    expect(said).toMatch(right.says ?? /^/);
  });
});
