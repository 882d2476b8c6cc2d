import { isIPv4 } from 'node:net';
import type { RuleResult } from '../../main-thread/result.js';
import type { Signal, SignalStatus } from '../../model/signal.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';
import { partitionOf } from '../../model/partition.js';
import { attackNameOf } from './attack.js';
import { sentenceOf } from './describe.js';
import { familyOf, itemOf, itemsOf, securityHubType, type Item } from './item.js';
import { cutText, plainText } from './plain-text.js';

/** Most findings of one call of BatchImportFindings. */
const MOST_FINDINGS = 100;
/** Most bytes of the findings of one call; AWS takes 6 MB. */
const MOST_BYTES = 5_500_000;
/** Most resources of a finding. */
const MOST_RESOURCES = 32;
/** Access keys among them. */
const MOST_ACCESS_KEYS = 4;

const SEVERITY: Readonly<Record<SignalStatus, string>> = {
  info: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
};

/** Types of findings by tactic, where their name is another one than that of the tactic (AWS's taxonomy for ASFF). */
const TYPES: Readonly<Record<string, string>> = {
  TA0010: 'Effects/Data Exfiltration',
  TA0040: 'Effects/Data Destruction',
};

/** What Security Hub calls partitions; it has no names for others. */
const PARTITIONS: Readonly<Record<string, string>> = {
  aws: 'aws',
  'aws-cn': 'aws-cn',
  'aws-us-gov': 'aws-us-gov',
  'aws-iso': 'aws-us-iso',
  'aws-iso-b': 'aws-us-iso-b',
};

/** Where a finding is imported: Security Hub takes findings of one account and region in a call. */
interface Hub {
  readonly accountId: string;
  readonly region: string;
}

/** The findings of one call of BatchImportFindings. */
export interface AsffBatch extends Hub {
  /** From 1, within the account and region. */
  readonly number: number;
  /** The input of the call, as JSON. */
  readonly text: string;
}

/** The calls that import signals into Security Hub, each account and region for itself, in the order of the signals. */
export function asffBatches(
  signals: readonly Signal[],
  resultOf: (signal: Signal) => RuleResult,
  evidenceOf: (signal: Signal) => SignalEvidence | undefined = () => undefined,
): AsffBatch[] {
  const batches: AsffBatch[] = [];
  const hubs = new Map<string, { readonly hub: Hub; readonly findings: string[] }>();
  for (const signal of signals) {
    const result = resultOf(signal);
    const hub = hubOf(signal);
    const key = `${hub.accountId} ${hub.region}`;
    const group = hubs.get(key) ?? { hub, findings: [] };
    hubs.set(key, group);
    group.findings.push(JSON.stringify(asffFinding(signal, result, evidenceOf(signal), hub)));
  }
  for (const { hub, findings } of hubs.values()) {
    let number = 0;
    for (let from = 0; from < findings.length;) {
      const to = endOfBatch(findings, from);
      const text = `{"Findings":[\n${findings.slice(from, to).join(',\n')}\n]}\n`;
      batches.push({ ...hub, number: ++number, text });
      from = to;
    }
  }
  return batches;
}

function endOfBatch(findings: readonly string[], from: number): number {
  let bytes = 0;
  let to = from;
  while (to < findings.length && to - from < MOST_FINDINGS) {
    bytes += Buffer.byteLength(findings[to]!);
    if (bytes > MOST_BYTES && to > from) break;
    to++;
  }
  return to;
}

const ACCOUNT = /^\d{12}$/;
const REGION = /^(?=.{1,16}$)[a-z]{2,}(?:-[a-z0-9]+)+$/;

/** The account of the identity, and the region of the items; `000000000000` and `us-east-1` where none is known. */
function hubOf({ identity, evidence }: Signal): Hub {
  const items = [...evidence.newSecrets, ...evidence.secrets].map((key) => itemOf(key, undefined));
  const accounts = [identity.accountId, ...evidence.accounts, ...items.map(({ accountId }) => accountId)];
  const regions = [...items.map(({ region }) => region), ...evidence.regions];
  return {
    accountId: accounts.find((id) => ACCOUNT.test(id)) ?? '000000000000',
    region: regions.find((region) => REGION.test(region)) ?? 'us-east-1',
  };
}

/**
 * A signal in the AWS Security Finding Format. The limits of lengths are those of Security Hub's API reference.
 * @param exact what its records say. @default it was not explained
 */
export function asffFinding(
  signal: Signal,
  result: RuleResult,
  exact?: SignalEvidence,
  hub: Hub = hubOf(signal),
): object {
  const { rule, suppressed } = signal;
  const { accountId, region } = hub;
  const partition = partitionOf(region).id;
  return {
    SchemaVersion: '2018-10-08',
    Id: `trailspike/${signal.id}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    GeneratorId: filled(rule.id, 512),
    AwsAccountId: accountId,
    Types: [typeOf(result)],
    FirstObservedAt: signal.start,
    LastObservedAt: signal.end,
    CreatedAt: signal.start,
    UpdatedAt: signal.end,
    Severity: { Label: SEVERITY[signal.status], Original: signal.status },
    Title: filled(`${rule.name}: ${signal.identity.key}`, 256),
    Description: filled(`${signal.identity.key}: ${sentenceOf(signal, result)}`, 1024),
    ...(signal.message.trim() !== '' && {
      Remediation: { Recommendation: { Text: filled(signal.message, 512) } },
    }),
    ProductFields: productFields(signal, exact),
    Resources: resourcesOf(signal, exact, result),
    Workflow: { Status: suppressed === null ? 'NEW' : 'SUPPRESSED' },
    RecordState: 'ACTIVE',
    ...actionOf(signal, exact, result),
  };
}

function typeOf({ rule }: RuleResult): string {
  const tactic = attackNameOf(rule, 'tactic');
  if (tactic === undefined || tactic.name === '') return 'Unusual Behaviors/User';
  const technique = attackNameOf(rule, 'technique');
  return filled(
    [TYPES[tactic.id] ?? `TTPs/${tactic.name}`, ...(technique === undefined ? [] : [technique.id])].join('/'),
    256,
  );
}

function productFields(signal: Signal, exact: SignalEvidence | undefined): Readonly<Record<string, string>> {
  const { observed, evidence, analyses, pValue, suppressed } = signal;
  const fields: Readonly<Record<string, string>> = {
    retrievals: String(observed.retrievals),
    failures: String(observed.failures),
    distinctItems: String(observed.distinctSecrets),
    newItems: String(observed.newSecrets),
    estimated: String(signal.estimated),
    analyses: analyses.map(({ kind }) => kind).join(', '),
    pValue: pValue === null ? '' : String(pValue),
    reasons: signal.reasons.join('; '),
    newOrigins: evidence.newOrigins.join(', '),
    strangeNetworks: evidence.strangeNetworks.join(', '),
    suppressedBy: suppressed?.by ?? '',
    ...(exact && {
      sourceAddresses: listed(exact.origins.map(({ address }) => address)),
      userAgents: listed(exact.origins.map(({ userAgent }) => userAgent)),
      accessKeys: listed(exact.accessKeys.map(({ id }) => id)),
      eventIds: listed(exact.records.map(({ eventID }) => eventID)),
    }),
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value.trim() !== '')
      .map(([name, value]) => [`trailspike/${name}`, filled(value, 2048)]),
  );
}

/** Different texts in their order, without the empty one. */
function listed(texts: readonly string[]): string {
  return [...new Set(texts)].filter((text) => text !== '').join(', ');
}

/** The identities, their access keys, then the items, the new ones first. */
function resourcesOf(signal: Signal, exact: SignalEvidence | undefined, result: RuleResult): object[] {
  const family = familyOf(result);
  const keys = new Set([signal.identity.key, ...signal.identities]);
  const identities = [...keys].slice(0, MOST_RESOURCES / 2).map((key) => ({
    Type: identityType(key),
    Id: filled(key, 1024),
    ResourceRole: 'Actor',
  }));
  const accessKeys = (exact?.accessKeys ?? []).slice(0, MOST_ACCESS_KEYS).map(({ id }) => ({
    Type: 'AwsIamAccessKey',
    Id: filled(`AWS::IAM::AccessKey:${id}`, 1024),
    ResourceRole: 'Actor',
  }));
  const actors = [...identities, ...accessKeys];
  const items = itemsOf(signal, exact, family);
  return [
    ...actors,
    ...items.slice(0, MOST_RESOURCES - actors.length).map((item) => ({
      Type: item.arn === undefined ? 'Other' : securityHubType(family),
      Id: filled(item.arn ?? item.key, 1024),
      ResourceRole: 'Target',
      ...placeOf(item),
    })),
  ];
}

function identityType(arn: string): string {
  if (/^arn:[^:]*:iam::\d{12}:user\//.test(arn)) return 'AwsIamUser';
  return /^arn:[^:]*:iam::\d{12}:role\//.test(arn) ? 'AwsIamRole' : 'Other';
}

function placeOf({ region }: Item): object {
  if (!REGION.test(region)) return {};
  const partition = PARTITIONS[partitionOf(region).id];
  return { Region: region, ...(partition !== undefined && { Partition: partition }) };
}

function actionOf({ start, end }: Signal, exact: SignalEvidence | undefined, result: RuleResult): object {
  // The origins with the most new items are first.
  const address = exact?.origins.map((origin) => origin.address).find((text) => isIPv4(text));
  const family = familyOf(result);
  const [call] = result.subject.retrievals;
  if (family === undefined || call === undefined) return {};
  return {
    Action: {
      ActionType: 'AWS_API_CALL',
      AwsApiCallAction: {
        Api: call,
        ServiceName: family.eventSource,
        FirstSeen: start,
        LastSeen: end,
        ...(address !== undefined && {
          CallerType: 'remoteIp',
          RemoteIpDetails: { IpAddressV4: address },
        }),
      },
    },
  };
}

/** A text as Security Hub takes it: with something to see, at most `most` characters. */
function filled(text: string, most: number): string {
  const plain = plainText(text);
  return plain.trim() === '' ? '-' : cutText(plain, most);
}
