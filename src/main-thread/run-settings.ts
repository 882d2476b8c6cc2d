import { withoutPasswords } from '../base/without-passwords.js';
import type { IdentityMode } from '../model/identity.js';
import { MAX_TIME } from '../model/time.js';
import { jsonOf } from '../rule/rule-of.js';
import { suppressionJson } from '../rule/suppression/suppression-json.js';
import { DEFAULT_WARMUP, type EvaluationOptions, type EvaluationPlan, type Fetch } from './options.js';
import type { ScanOptions, ScanPlan } from './scan-options.js';
import type { StateSettings } from './state/state-header.js';

/**
 * What a run was asked to do, with every default in its place: enough to repeat it. It has no keys, and no user or
 * password of an address.
 */
export interface RunSettings {
  readonly command: 'scan' | 'merge';
  /** Paths are relative to it. */
  readonly directory: string;
  /** As they were named. */
  readonly sources: readonly string[];
  /** State directories that a merge joined. */
  readonly states: readonly string[];
  readonly list: string | null;
  /** Event time that was asked for, epoch seconds; null is open. */
  readonly from: number | null;
  readonly to: number | null;
  /** Seconds. */
  readonly warmup: number;
  /** Seconds; null in a merge. */
  readonly deliverySlack: number | null;
  /** In a merge, that of the states. */
  readonly identity: IdentityMode;
  /** In a merge, those of the states. Empty lists mean all. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly partition: { readonly part: number; readonly of: number } | null;
  readonly state: string | null;
  /** Decode threads; null in a merge. */
  readonly threads: number | null;
  readonly fetch: Fetch | null;
  /** Shard threads. */
  readonly shards: number;
  readonly explain: number;
  readonly showInfo: boolean;
  /** One in so many objects was decoded by both decoders; 0 for none. */
  readonly verifyDecoder: number;
  readonly verify: { readonly keyFiles: readonly string[]; readonly endpoint: string | null } | null;
  /** What was said of S3; what was not, the environment says. */
  readonly s3: Readonly<Record<string, string | number | boolean>>;
  /** Variables of the environment that decide how a run goes, where they are set. */
  readonly environment: Readonly<Record<string, string>>;
  /** The rules as JSON of Datadog, in their order; null for a rule that was not read from any. */
  readonly rules: readonly { readonly id: string; readonly json: object | null }[];
  /** The suppressions as JSON of Datadog. */
  readonly suppressions: readonly { readonly name: string; readonly json: object }[];
}

/** Variables without secrets. Those of credentials are none of them. */
const VARIABLES = [
  ...['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
  ...['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_CLOUDTRAIL'],
  ...['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'],
  ...['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CA_BUNDLE'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'TRAILSPIKE_DECODER'],
] as const;

/** @param plan of these options */
export function scanSettings(options: ScanOptions, plan: ScanPlan): RunSettings {
  const { accounts, regions } = plan.listing;
  const { verify } = plan;
  return {
    ...evaluationSettings(options, plan.evaluation),
    command: 'scan',
    sources: options.sources.map(withoutPasswords),
    states: [],
    list: options.list ?? null,
    deliverySlack: plan.deliverySlack,
    identity: plan.identity,
    accounts,
    regions,
    partition: plan.partition ?? null,
    state: options.state ?? null,
    threads: plan.threads,
    fetch: plan.threadsFetch ? 'threads' : 'main',
    shards: plan.shards,
    explain: plan.explain,
    verifyDecoder: plan.verifyEvery,
    verify:
      verify === undefined
        ? null
        : {
            keyFiles: verify.keyFiles ?? [],
            endpoint: verify.endpoint === undefined ? null : withoutPasswords(verify.endpoint),
          },
    s3: s3Settings(options.s3),
  };
}

/** @param plan of these options */
export function mergeSettings(options: AskedMerge, plan: PlannedMerge): RunSettings {
  return {
    ...evaluationSettings(options, plan.evaluation),
    command: 'merge',
    sources: [],
    states: options.states,
    list: null,
    deliverySlack: null,
    identity: plan.settings.identity,
    accounts: plan.settings.accounts,
    regions: plan.settings.regions,
    partition: null,
    state: options.state ?? null,
    threads: null,
    fetch: null,
    shards: plan.shards,
    explain: 0,
    verifyDecoder: 0,
    verify: null,
    s3: s3Settings(options.s3),
  };
}

interface AskedMerge extends Pick<EvaluationOptions, 'warmup'> {
  readonly states: readonly string[];
  readonly state?: string;
  readonly s3?: ScanOptions['s3'];
}

interface PlannedMerge {
  readonly evaluation: EvaluationPlan;
  readonly shards: number;
  readonly settings: StateSettings;
}

function evaluationSettings(
  { warmup = DEFAULT_WARMUP }: Pick<EvaluationOptions, 'warmup'>,
  { range, rules, suppressions, showInfo }: EvaluationPlan,
): Pick<
  RunSettings,
  'directory' | 'from' | 'to' | 'warmup' | 'showInfo' | 'environment' | 'rules' | 'suppressions'
> {
  return {
    directory: process.cwd(),
    from: range.from === 0 ? null : range.from,
    to: range.to === MAX_TIME ? null : range.to,
    warmup,
    showInfo,
    environment: environmentSettings(),
    rules: rules.map(({ rule }) => ({ id: rule.id, json: jsonOf(rule) })),
    suppressions: suppressions.map((one) => ({ name: one.name, json: suppressionJson(one) })),
  };
}

function environmentSettings(): Record<string, string> {
  const set: Record<string, string> = {};
  for (const name of VARIABLES) {
    const value = process.env[name] ?? process.env[name.toLowerCase()];
    if (value !== undefined && value !== '') set[name] = withoutPasswords(value);
  }
  return set;
}

/** What is plain in the options of S3, which leaves out a provider of keys. */
function s3Settings(options: ScanOptions['s3'] = {}): RunSettings['s3'] {
  const { endpoint, profile, region, pathStyle, requestPayer, anonymous, proxy } = options;
  const { retryFor, maxConcurrency } = options;
  return {
    ...(endpoint !== undefined && { endpoint: withoutPasswords(endpoint) }),
    ...(profile !== undefined && { profile }),
    ...(region !== undefined && { region }),
    ...(pathStyle !== undefined && { pathStyle }),
    ...(requestPayer !== undefined && { requestPayer }),
    ...(anonymous !== undefined && { anonymous }),
    ...(proxy !== undefined && { proxy }),
    ...(retryFor !== undefined && { retryFor }),
    ...(maxConcurrency !== undefined && { maxConcurrency }),
  };
}
