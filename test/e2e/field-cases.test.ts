import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Coverage } from '../../src/model/coverage.js';
import { Semaphore } from '../../src/base/semaphore.js';
import { makeAuthority } from '../support/certificates.js';
import { fieldCases, noFieldCases } from '../support/field-cases.js';
import { scanResult } from '../support/run-output.js';
import { describeUnless } from '../support/skipping.js';
import { temporaryFolder } from '../support/temporary.js';

/*
 * Situations from public reports, run as they are: each `make.mjs` writes inputs, which are scanned here, and each
 * `case.mjs` plays S3 and runs the built program itself. Inputs that need options are scanned by the program, too; the
 * others in this process, with the built threads, because a process takes most of the time of such a scan. The right
 * values are those of their READMEs.
 */

const MAIN = fileURLToPath(new URL('../../dist/src/threads/main.js', import.meta.url));
/** Programs and scans at once: as many as the tests need cores for, so that others beside them keep their time. */
const turns = new Semaphore(2);
const NEVER = new AbortController().signal;
const TIMEOUT = 120_000;

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function node(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, TRAILSPIKE_MAIN: MAIN, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (part: string) => (texts[name] += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...texts })));
}

/** What a scan must give. */
interface Right {
  /** Of the program. `CASE/…` is a file of the case, or one that it made. @default none */
  readonly options?: readonly string[];
  /** @default 0 */
  readonly code?: number;
  /** By rule. @default 80 */
  readonly retrievals?: readonly number[];
  /** Whose signals. @default alice's, one */
  readonly signals?: readonly string[];
  /** Failed objects by reason. @default none */
  readonly failed?: Coverage['failed'];
  /** What is said. @default anything */
  readonly says?: RegExp;
}

const ALICE = 'arn:aws:iam::111122223333:user/alice';
const ROLE_SESSION = 'i-0123456789abcdef0';
const SESSION = `arn:aws:sts::111122223333:assumed-role/app-role/${ROLE_SESSION}`;
const incomplete = (
  retrievals: number,
  failed: Coverage['failed'],
  signals: readonly string[] = [],
): Right => ({
  code: 3,
  retrievals: [retrievals],
  failed,
  signals,
});
/** Retrievals where the story has twice as many days and a larger theft. */
const LONG = 230;
const refused = (rule: string, says: RegExp): Right => ({
  options: ['--rule', `CASE/rule-${rule}.json`],
  code: 2,
  says,
});
const suppressed = (file: string, says = /1 of them suppressed/): Right => ({
  options: ['--rule', 'CASE/rule.json', '--suppressions', `CASE/${file}.json`],
  retrievals: [LONG],
  says,
});
/** Rules of attributes that Datadog derives. */
const DERIVED = [
  'arn',
  'session-name',
  'usr-account',
  'outcome',
  'status',
  'not-error-kind',
  'not-level-error',
];
const UNUSED = /warning: the suppression .* matched nothing/;

/** Each input of each case, and what it must give. */
const MADE: Readonly<Record<string, readonly (readonly [input: string, right: Right])[]>> = {
  '01-cloudwatch-firehose-envelope': [
    ['plain-name', {}],
    ['json-gz-name', {}],
  ],
  '02-eventbridge-envelope': [['in', {}]],
  '03-lookup-events': [
    ['in', {}],
    ['bare', {}],
  ],
  '05-trail-too-deep': [
    ['deep-alone', {}],
    ['mixed', { retrievals: [85] }],
    ['beside-elb', {}],
  ],
  '06-datadog-derived-attributes': [
    [
      'in',
      {
        options: DERIVED.flatMap((rule) => ['--rule', `CASE/rule-${rule}.json`]),
        retrievals: DERIVED.map(() => LONG),
        signals: ['111122223333', ...Array.from({ length: 5 }, () => SESSION), ROLE_SESSION],
      },
    ],
    ['in', refused('geoip', /@network\.client\.geoip\.country\.iso_code.*geoip/)],
    ['in', refused('not-geoip', /@network\.client\.geoip\.country\.iso_code.*geoip/)],
    ['in', refused('typo', /"@evt\.nmae"; did you mean "@evt\.name"/)],
    [
      'denied',
      {
        options: ['arn', 'outcome', 'status'].flatMap((rule) => ['--rule', `CASE/rule-${rule}.json`]),
        retrievals: [LONG, 0, 0],
        signals: [SESSION],
        says: /nothing was counted by .*successful reads.*not failed|none of the records .*successful.*not failed/,
      },
    ],
  ],
  '07-datadog-own-secrets-rule': [
    ['in', { options: ['--rule', 'CASE/rule.json'], retrievals: [LONG] }],
    ['in', { retrievals: [LONG] }],
  ],
  '08-suppression-by-rule-id': [
    ['in', suppressed('by-rule-id')],
    ['in', suppressed('by-type-and-id')],
    ['in', suppressed('by-id')],
    ['in', suppressed('usr-name')],
    ['in', suppressed('terraform-doc', UNUSED)],
    ['in', suppressed('signal-status', UNUSED)],
  ],
  '17-gzip-oddities': [
    ['multi-member', {}],
    ['two-documents', {}],
    ['already-inflated', {}],
    ['gzip-twice', {}],
    ['zlib-not-gzip', {}],
    ['padded-with-zeros', {}],
    ['trailing-newline', {}],
    ['empty-member-first', {}],
    ['header-with-everything', {}],
    ['utf16', {}],
    ['zstd-name', {}],
    ['truncated', incomplete(76, { truncatedGzip: 1 }, [ALICE])],
    ['body-null', incomplete(65, { notUnderstood: 2 }, [ALICE])],
  ],
  '18-names-beside-the-usual': [
    ['apple-double', {}],
    ['log-gz', {}],
    ['gz-only', {}],
    ['half-txt', {}],
    ['browser-copies', {}],
    ['upper-case', {}],
    // What they hold is no Zstandard.
    ['recompressed-zst', incomplete(0, { corruptZstd: 10 })],
    ['half-recompressed', incomplete(45, { corruptZstd: 1 })],
  ],
  '19-late-delivery': [
    ['in', { options: ['--to', '2026-03-11'] }],
    [
      'in',
      {
        options: ['--to', '2026-03-11', '--delivery-slack', '1d'],
        retrievals: [50],
        signals: [],
        says: /not read: 1 folder delivered after .*--delivery-slack/,
      },
    ],
  ],
  '23-event-time-of-a-query': [
    ['epoch-ms', {}],
    ['offset', {}],
    ['offset-space', {}],
  ],
  '24-other-envelopes': [
    ['datadog-archive', {}],
    ['elastic-hits', {}],
    ['splunk-export', {}],
    ['lower-case-key', {}],
    ['not-cloudtrail-at-all', { ...incomplete(0, { notUnderstood: 1 }), says: /fields name, version/ }],
  ],
};

/** A run of a `case.mjs`, found by the beginning of its title. */
type Played = readonly [title: string, code: number, ...says: readonly RegExp[]];

const WHOLE = [/"retrievals":80/, /^signal: .*user\/alice 35 distinct$/m] as const;
const whole = (title: string, ...says: readonly RegExp[]): Played => [title, 0, ...WHOLE, ...says];

const PLAYED: Readonly<Record<string, readonly Played[]>> = {
  '10-leading-slash-key': [
    whole('s3://trail-bucket\n'),
    whole('s3://trail-bucket//trail\n', /prefix=%2Ftrail%2F/),
    whole('s3://trail-bucket//trail/AWSLogs/111122223333/CloudTrail/\n'),
    [
      's3://trail-bucket//trail/AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/10/',
      0,
      /"retrievals":35/,
    ],
  ],
  '11-endpoint-from-environment': [
    ...[
      'AWS_ENDPOINT_URL_S3',
      'AWS_ENDPOINT_URL\n',
      'endpoint_url of the profile',
      'services section',
      'control',
    ],
  ].map((title) => whole(title, /requests that reached the endpoint named: [1-9]/)),
  '12-keys-with-newline': [
    whole('access key id ends in a newline'),
    whole('access key id ends in a carriage return'),
    whole('session token ends in a newline'),
    whole('only the secret key'),
    whole('a space after'),
    whole('region with a newline'),
    ['quotes left around', 2, /AWS_ACCESS_KEY_ID is enclosed in quotation marks/],
    whole('control'),
    whole('credentials file with a byte order mark'),
  ],
  '13-profile-and-environment-keys': [
    whole('AWS_PROFILE and keys', /signed by: AKIDENVIRONMENT in eu-west-1$/m),
    whole('AWS_PROFILE of a profile that is not there', /signed by: AKIDENVIRONMENT in us-east-1$/m),
    whole('--profile and keys', /signed by: AKIDPROFILE in eu-west-1$/m),
    whole('only keys', /signed by: AKIDENVIRONMENT in us-east-1$/m),
  ],
  '14-sovereign-cloud-region': [
    whole('a trail of the European Sovereign Cloud'),
    whole('only its region'),
    ...[
      'eusc-de-east-1.amazonaws.eu',
      'us-iso-east-1.c2s.ic.gov',
      'us-isob-east-1.sc2s.sgov.gov',
      'eu-isoe-west-1.cloud.adc-e.uk',
      'cn-north-1.amazonaws.com.cn',
      'us-gov-west-1.amazonaws.com',
    ].map((host): Played => [
      `a bucket in ${host.slice(0, host.indexOf('.'))}`,
      2,
      new RegExp(`https://s3\\.${host.replaceAll('.', '\\.')} for s3://trail\\.invalid`),
    ]),
  ],
  '15-token-of-another-region': [
    ['InvalidToken', 2, /session token is not valid in ap-east-1.*sts\.ap-east-1\.amazonaws\.com/],
    ['IllegalLocationConstraintException', 2, /me-south-1, where S3 says that it is.*--aws-region/],
    whole('the same with x-amz-bucket-region', /regions us-east-1,me-south-1/),
    whole('AuthorizationHeaderMalformed', /regions us-east-1,eu-west-3/),
    whole('PermanentRedirect', /regions us-east-1,eu-west-3/),
    ['requester pays without the flag', 2, /--request-payer/],
    whole('requester pays with the flag'),
    ['KMS key disabled', 3, /"retrievals":45/, /its KMS key cannot be used/],
    ['kms:Decrypt denied', 3, /"retrievals":45/, /allow kms:Decrypt on arn:aws:kms/],
  ],
  '21-content-encoding-gzip': [
    // One more for the evidence of the signal.
    whole('S3: content-encoding gzip', /GETs of objects: 1[01]$/m),
    whole('chunked'),
    whole('a store that inflates'),
  ],
  '22-private-certificate': [
    ['nothing set', 2, /certificate of an authority that is not trusted.*AWS_CA_BUNDLE/, /requests: 0/],
    whole('AWS_CA_BUNDLE'),
    whole('ca_bundle of the profile'),
    whole('NODE_EXTRA_CA_CERTS'),
  ],
};

/** Scans an input, and says what came out in the terms of what must. */
async function scanned(name: string, folder: string, input: string, right: Right): Promise<object> {
  const { options, says } = right;
  if (options === undefined) {
    const run = await scanResult({ sources: [join(folder, input)], threads: 1, shards: 1 });
    const said = [...run.warnings, ...run.notes, ...run.failures.map(({ detail }) => detail)].join('\n');
    return {
      input,
      code: run.complete ? 0 : 3,
      says: says?.test(said) ? says : said,
      retrievals: run.rules.map(({ totals }) => totals.retrievals),
      failed: run.coverage.failed,
      signals: run.signals.map(({ identity }) => identity.key).sort(),
    };
  }
  const given = options.map((option) => {
    const made = option.replace(/^CASE/, folder);
    return existsSync(made) ? made : option.replace(/^CASE/, join(fieldCases, name));
  });
  const out = mkdtempSync(join(folder, 'out-'));
  const fixed = ['--out', out, '--threads', '1', '--format', 'signals,summary'];
  const { code, stdout, stderr } = await node([MAIN, 'scan', input, ...fixed, ...given], folder);
  const said = { input, code, says: says?.test(stderr) ? says : stderr };
  if (!existsSync(join(out, 'summary.json'))) return said;
  const { coverage, rules } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as {
    readonly coverage: Coverage;
    readonly rules: readonly { readonly retrievals: number }[];
  };
  const signals = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { identity: { key: string } }).identity.key);
  return {
    ...said,
    retrievals: rules.map(({ retrievals }) => retrievals),
    failed: coverage.failed,
    signals: signals.sort(),
  };
}

/** What must come out, with the defaults in place. */
function expected(input: string, right: Right): object {
  const { code = 0, retrievals = [80], signals = [ALICE], failed = {}, says } = right;
  const said = { input, code, says: says ?? (expect.any(String) as string) };
  return code === 2 ? said : { ...said, retrievals, failed, signals };
}

/** A folder for a case, beside those of the others, some of whose files it reads. */
function folderOf(name: string): string {
  const parent = temporaryFolder();
  for (const other of readdirSync(fieldCases)) {
    if (other !== name) symlinkSync(join(fieldCases, other), join(parent, other));
  }
  const folder = join(parent, name);
  mkdirSync(folder);
  return folder;
}

/** Has no host but this machine resolve, so that no request of a test can leave it. */
const OFFLINE = `const dns = require('node:dns');
const { lookup } = dns;
dns.lookup = (host, options, done) =>
  host === 'localhost' || /^[\\d.]+$/.test(host)
    ? lookup(host, options, done)
    : (done ?? options)(Object.assign(new Error('getaddrinfo ENOTFOUND ' + host), { code: 'ENOTFOUND' }));
`;

describeUnless(noFieldCases, 'cases from public reports', () => {
  test.concurrent.each(Object.entries(MADE))(
    '%s',
    async (name, inputs) => {
      const folder = folderOf(name);
      const made = await node([join(fieldCases, name, 'make.mjs')], folder);
      expect(made).toMatchObject({ code: 0, stderr: '' });
      const scans = inputs.map(async ([input, right]) => {
        const said = await turns.run(NEVER, () => scanned(name, folder, input, right));
        expect(said).toEqual(expected(input, right));
      });
      await Promise.all(scans);
    },
    TIMEOUT,
  );

  test.concurrent.each(Object.entries(PLAYED))(
    '%s',
    async (name, runs) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'offline.cjs'), OFFLINE);
      const authority = makeAuthority();
      const { cert, key } = authority.certify(['127.0.0.1']);
      writeFileSync(join(folder, 'ca.pem'), cert + authority.cert);
      writeFileSync(join(folder, 'key.pem'), key);
      const env = { NODE_OPTIONS: `--require=${join(folder, 'offline.cjs')}` };
      const { code, stdout, stderr } = await turns.run(NEVER, () =>
        node([join(fieldCases, name, 'case.mjs')], folder, env),
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const blocks = stdout.split(/^### /m).slice(1);
      expect(blocks).toHaveLength(runs.length);
      for (const [title, exit, ...says] of runs) {
        const block = blocks.find((one) => one.startsWith(title)) ?? '';
        expect(block, title).toContain(`\nexit ${exit} after`);
        for (const text of says) expect(block, title).toMatch(text);
        if (exit === 2) expect(block).not.toContain('coverage:');
      }
    },
    TIMEOUT,
  );
});
