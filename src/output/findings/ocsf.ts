import type { EventFamily } from '../../families/event-family.js';
import type { RuleResult } from '../../main-thread/result.js';
import type { AnalysisResult, Signal, SignalStatus } from '../../model/signal.js';
import type { SignalEvidence } from '../../model/signal-evidence.js';
import { VERSION } from '../../model/version.js';
import { partitionOf } from '../../model/partition.js';
import { attackNameOf } from './attack.js';
import { sentenceOf } from './describe.js';
import { isAddress } from './address.js';
import { cloudFormationType, familyOf, itemsOf, type Item } from './item.js';
import { wellFormed } from './plain-text.js';

/** The version of OCSF that the findings have. */
export const OCSF_VERSION = '1.8.0';
/** Most items and origins of a finding. `evidence.ndjson` has all items. */
const MOST_ITEMS = 1000;
const MOST_ORIGINS = 100;

const SEVERITY: Readonly<Record<SignalStatus, readonly [id: number, caption: string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
};

/**
 * A signal as an event of the class Detection Finding (2004) of OCSF, with the profile `cloud`. Times are those of the
 * signal, so that a signal is the same event on every run.
 * @param exact what its records say. @default it was not explained
 */
export function ocsfFinding(signal: Signal, result: RuleResult, exact?: SignalEvidence): object {
  const { rule, suppressed, identity, evidence } = signal;
  const [start, end] = [Date.parse(signal.start), Date.parse(signal.end)];
  const [severityId, severity] = SEVERITY[signal.status];
  const family = familyOf(result);
  const all = itemsOf(signal, exact, family);
  const items = all.slice(0, MOST_ITEMS);
  const region = items.find((item) => item.region !== '')?.region ?? evidence.regions[0];
  const sentence = sentenceOf(signal, result);
  return wellFormed({
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200_401,
    type_name: 'Detection Finding: Create',
    time: end,
    start_time: start,
    end_time: end,
    duration: end - start,
    severity_id: severityId,
    severity,
    status_id: suppressed === null ? 1 : 3,
    status: suppressed === null ? 'New' : 'Suppressed',
    ...(suppressed !== null && { status_detail: suppressed.by }),
    is_alert: suppressed === null && signal.status !== 'info',
    count: signal.observed.retrievals,
    message: `${identity.key}: ${sentence}`,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud'],
      uid: signal.id,
      event_code: rule.id,
      log_name: 'AWS CloudTrail',
      log_provider: 'AWS',
      product: { name: 'Trailspike', vendor_name: 'Trailspike', version: VERSION },
    },
    cloud: {
      provider: 'AWS',
      ...(identity.accountId !== '' && { account: accountOf(identity.accountId) }),
      ...(region !== undefined && { region, cloud_partition: partitionOf(region).id }),
    },
    finding_info: {
      uid: signal.id,
      title: rule.name,
      desc: sentence,
      first_seen_time: start,
      last_seen_time: end,
      analytic: {
        uid: rule.id,
        name: rule.name,
        ...(result.rule.method === 'anomaly_detection'
          ? { type_id: 3, type: 'Statistical' }
          : { type_id: 1, type: 'Rule' }),
      },
      ...attacksOf(result),
      data_sources: ['AWS CloudTrail'],
      related_events_count: signal.observed.retrievals + signal.observed.failures,
    },
    anomaly_analyses: signal.analyses.map((analysis) => anomalyAnalysis(analysis, signal)),
    evidences:
      exact === undefined || exact.origins.length === 0
        ? evidencesOf(signal, result, family)
        : exactEvidencesOf(signal, exact, result, family),
    observables: [...observablesOf(signal, items), ...exactObservablesOf(exact)],
    resources: resourcesOf(signal, exact, items, family),
    ...(signal.message !== '' && { remediation: { desc: signal.message } }),
    unmapped: {
      p_value: signal.pValue,
      estimated: signal.estimated,
      reasons: signal.reasons,
      identities: signal.identities,
      observed: signal.observed,
      ...(all.length > items.length && { more_items: all.length - items.length }),
      ...(exact && {
        exact: exact.counts,
        records: exact.records.map(({ eventID, time, object }) => ({ uid: eventID, time, object })),
      }),
    },
  });
}

function accountOf(uid: string): object {
  return { uid, type_id: 10, type: 'AWS Account' };
}

function attacksOf({ rule }: RuleResult): object {
  const [tactic, technique] = [attackNameOf(rule, 'tactic'), attackNameOf(rule, 'technique')];
  if (tactic === undefined && technique === undefined) return {};
  const entity = (id: string, name: string): object => ({ uid: id, ...(name !== '' && { name }) });
  const isSub = technique?.id.includes('.') === true;
  return {
    attacks: [
      {
        ...(tactic && { tactic: entity(tactic.id, tactic.name) }),
        ...(technique && !isSub && { technique: entity(technique.id, technique.name) }),
        ...(technique &&
          isSub && {
            technique: { uid: technique.id.split('.', 1)[0]! },
            sub_technique: entity(technique.id, technique.name),
          }),
      },
    ],
  };
}

function anomalyAnalysis(
  { kind, observed, upperBound, windowSeconds, pValue }: AnalysisResult,
  signal: Signal,
): object {
  const timespan = { duration_secs: windowSeconds, type_id: 2, type: 'Seconds' };
  const about = { observation_parameter: kind, observation_type: 'Count in a window' };
  return {
    analysis_targets: [
      { name: signal.identity.key, ...(signal.identity.type !== '' && { type: signal.identity.type }) },
    ],
    anomalies: [
      {
        ...about,
        observations: [{ value: String(observed), timespan }],
        observed_pattern: pValue === null ? 'a fixed bound, no p-value' : `p-value ${pValue}`,
      },
    ],
    baselines: [
      {
        ...about,
        observations: [{ value: String(upperBound), timespan }],
        observed_pattern: 'the most that is normal',
      },
    ],
  };
}

/** Who called what. */
function callerAndCall(
  { identity }: Signal,
  { subject }: RuleResult,
  family: EventFamily | undefined,
): object {
  const [operation] = subject.retrievals;
  return {
    actor: {
      user: {
        uid: identity.key,
        ...(identity.type !== '' && { type: identity.type }),
        ...(identity.accountId !== '' && { account: accountOf(identity.accountId) }),
      },
    },
    ...(operation !== undefined &&
      family !== undefined && { api: { operation, service: { name: family.eventSource } } }),
  };
}

/** Who called what, from each new origin; once without an origin where none is new. */
function evidencesOf(signal: Signal, result: RuleResult, family: EventFamily | undefined): object[] {
  const { evidence } = signal;
  const common = callerAndCall(signal, result, family);
  if (evidence.newOrigins.length === 0) return [common];
  return evidence.newOrigins.map((origin) => {
    const bar = origin.lastIndexOf('|');
    const [network, agent] = [origin.slice(0, bar), origin.slice(bar + 1)];
    return {
      ...common,
      src_endpoint: { name: bar < 0 ? origin : network },
      data: { new_origin: true, ...(bar >= 0 && { agent_family: agent }) },
    };
  });
}

/** The same from each address with each user agent, and the events there: `uid` is the first telling one. */
function exactEvidencesOf(
  signal: Signal,
  { origins, records }: SignalEvidence,
  result: RuleResult,
  family: EventFamily | undefined,
): object[] {
  const common = callerAndCall(signal, result, family);
  return origins.slice(0, MOST_ORIGINS).map((origin, index) => {
    const events = records.filter((record) => record.origin === index).map(({ eventID }) => eventID);
    const { address, userAgent, vpcEndpoint } = origin;
    return {
      ...common,
      ...(events[0] !== undefined && { uid: events[0] }),
      ...(address !== '' && { src_endpoint: isAddress(address) ? { ip: address } : { name: address } }),
      data: {
        user_agent: userAgent,
        new_origin: origin.isNew,
        address_kind: origin.addressKind,
        ...(vpcEndpoint !== '' && { vpc_endpoint: vpcEndpoint }),
        retrievals: origin.retrievals,
        failures: origin.failures,
        items: origin.items.length,
        new_items: origin.newItems,
        first: origin.first,
        last: origin.last,
        access_keys: origin.accessKeys,
        event_uids: events,
      },
    };
  });
}

/** What the records name besides. Types: 2 IP Address, 16 HTTP User-Agent, 19 User Credential UID. */
function exactObservablesOf(exact: SignalEvidence | undefined): object[] {
  if (exact === undefined) return [];
  const origins = exact.origins.slice(0, MOST_ORIGINS);
  const addresses = new Set(origins.map(({ address }) => address).filter(isAddress));
  const agents = new Set(origins.map(({ userAgent }) => userAgent).filter((agent) => agent !== ''));
  return [
    ...[...addresses].map((value) => ({
      type_id: 2,
      type: 'IP Address',
      name: 'evidences.src_endpoint.ip',
      value,
    })),
    ...[...agents].map((value) => ({
      type_id: 16,
      type: 'HTTP User-Agent',
      name: 'evidences.data.user_agent',
      value,
    })),
    ...exact.accessKeys.slice(0, MOST_ORIGINS).map(({ id }) => ({
      type_id: 19,
      type: 'User Credential UID',
      name: 'evidences.data.access_keys',
      value: id,
    })),
  ];
}

const SUBNET = /^[\d.]+\/\d+$|^[\da-f:]+\/\d+$/i;

/** Values to search for. Types: 10 Resource UID, 12 Subnet, 31 User Unique ID, 35 Account UID. */
function observablesOf({ identities, identity, evidence }: Signal, items: readonly Item[]): object[] {
  const observable = (typeId: number, type: string, name: string, value: string): object => ({
    type_id: typeId,
    type,
    name,
    value,
  });
  const networks = new Set(evidence.newOrigins.map((origin) => origin.replace(/\|[^|]*$/, '')));
  return [
    ...identities.map((key) => observable(31, 'User Unique ID', 'evidences.actor.user.uid', key)),
    ...(identity.accountId === ''
      ? []
      : [observable(35, 'Account UID', 'cloud.account.uid', identity.accountId)]),
    ...[...networks].map((network) =>
      SUBNET.test(network)
        ? observable(12, 'Subnet', 'evidences.src_endpoint.name', network)
        : observable(99, 'Network', 'evidences.src_endpoint.name', network),
    ),
    ...items.map((item) => observable(10, 'Resource UID', 'resources.uid', item.arn ?? item.key)),
  ];
}

/** The items, the new ones first. */
function resourcesOf(
  { evidence }: Signal,
  exact: SignalEvidence | undefined,
  items: readonly Item[],
  family: EventFamily | undefined,
): object[] {
  const known = exact?.items.filter(({ isNew }) => isNew === true).map(({ key }) => key) ?? [];
  const fresh = new Set([...evidence.newSecrets, ...known]);
  const type = cloudFormationType(family);
  return items.map(({ key, arn, name, region }) => ({
    uid: arn ?? key,
    name,
    ...(type !== undefined && { type }),
    role_id: 3,
    role: 'Affected',
    ...(region !== '' && { provider: 'AWS', region, cloud_partition: partitionOf(region).id }),
    ...(fresh.has(key) && { labels: ['new to the identity'] }),
  }));
}
