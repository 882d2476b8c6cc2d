/** The adapter from the laboratory to the detector of Trailspike: the only file here that depends on it. */
import { type EvaluationContext, evaluateRoleGroup } from '../../src/detect/evaluate.js';
import { joinSpread } from '../../src/detect/join-spread.js';
import { organisationOf, partOf } from '../../src/detect/organisation/organisation-part.js';
import type { AnalysisResult, Signal } from '../../src/model/signal.js';
import type { Retrieval } from '../../src/model/retrieval.js';
import { ProfileStore } from '../../src/profile/profile-store.js';
import { profilesOf } from '../../src/profile/stored-profile.js';
import { BUILT_IN_RULE, BUILT_IN_RULE_JSON } from '../../src/rule/built-in.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import type { Rule } from '../../src/rule/rule.js';
import { BatchBuilder } from '../../src/decode-thread/batch-builder.js';
import { applyBatch } from '../../src/shard-thread/apply-batch.js';
import { roleGroupsOf } from '../../src/shard-thread/role-groups.js';
import { logicalShardOf } from '../../src/wire/logical-shard.js';
import type { Finding } from './finding.js';
import type { LabOrganisation } from './lab-organisation.js';
import type { Detector } from './rival.js';

/** The limits by which the findings of all detectors are merged. */
export const MERGE_LIMITS = BUILT_IN_RULE;

export const DEFAULT_TOLERANCE = BUILT_IN_RULE.detectionTolerance;

/**
 * False signals per 1,000 roles and users a month that each tolerance, 1 to 5, is documented to give on data
 * without thefts, as docs/detection.md says: measured on seeds 201 to 205 of all mixes, and rounded.
 */
export const DOCUMENTED_FALSE_RATE: readonly number[] = [390, 50, 18, 12, 5];

/** The built-in rule at a tolerance from 1 to 5. */
export function trailspike(tolerance: number): Detector {
  const rule = ruleAt(tolerance);
  return { name: `trailspike-${tolerance}`, detect: (organisation) => detect(organisation, rule) };
}

function ruleAt(detectionTolerance: number): Rule {
  const { options } = BUILT_IN_RULE_JSON;
  const anomalyDetectionOptions = { ...options.anomalyDetectionOptions, detectionTolerance };
  return resolveRule(
    { ...BUILT_IN_RULE_JSON, options: { ...options, anomalyDetectionOptions } },
    'the laboratory',
  );
}

/** All signals of the built-in rule, `info` too. */
export function signalsOf(organisation: LabOrganisation): Signal[] {
  const context = contextOf(organisation, BUILT_IN_RULE);
  const groups = roleGroupsOf(profilesOf(storeOf(organisation, BUILT_IN_RULE.bucketDuration)));
  return joinSpread([...groups].flatMap((views) => evaluateRoleGroup(views, context)));
}

function contextOf(organisation: LabOrganisation, rule: Rule): EvaluationContext {
  const { start, end } = organisation;
  const evaluation = { rule, range: { from: start, to: end }, historyFrom: start };
  const store = storeOf(organisation, rule.bucketDuration);
  return { ...evaluation, organisation: organisationOf(partOf(roleGroupsOf(profilesOf(store)), evaluation)) };
}

function detect(organisation: LabOrganisation, rule: Rule): Finding[] {
  const store = storeOf(organisation, rule.bucketDuration);
  const { start } = organisation;
  const context = contextOf(organisation, rule);
  const found: Finding[] = [];
  for (const roleGroup of roleGroupsOf(profilesOf(store))) {
    for (const signal of evaluateRoleGroup(roleGroup, context)) {
      if (signal.status === 'info' || signal.status === 'low') continue;
      const from = Date.parse(signal.start) / 1000;
      const to = Date.parse(signal.end) / 1000;
      const signalsBy = (time: number): boolean =>
        evaluateRoleGroup(roleGroup, { ...context, range: { from: start, to: time } }).some(
          (one) => one.identity.key === signal.identity.key && Date.parse(one.end) / 1000 > from,
        );
      found.push({
        key: signal.identity.key,
        start: from,
        end: to,
        alertAt: firstTime(from, to, rule, signalsBy),
        why: signal.analyses.map(reason).join(', '),
      });
    }
  }
  return found;
}

function reason({ kind, windowSeconds, observed, upperBound, pValue }: AnalysisResult): string {
  return `${kind} ${observed}>${upperBound} in ${windowSeconds / 3600} h p=${pValue === null ? '-' : pValue.toExponential(0)}`;
}

/** The earliest end of the data, in whole buckets, with which the signal is found: the end of its first window. */
function firstTime(from: number, to: number, rule: Rule, signalsBy: (time: number) => boolean): number {
  let low = 0;
  let high = Math.round((to - from) / rule.bucketDuration);
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (signalsBy(from + middle * rule.bucketDuration)) high = middle;
    else low = middle;
  }
  return from + high * rule.bucketDuration;
}

/** The state does not depend on the tolerance, so it is created once for each organisation. */
const stores = new WeakMap<LabOrganisation, ProfileStore>();

function storeOf(organisation: LabOrganisation, bucketDuration: number): ProfileStore {
  const known = stores.get(organisation);
  if (known) return known;
  const store = new ProfileStore(bucketDuration);
  let builder = new BatchBuilder();
  for (let row = 0; row < organisation.calls.size; row++) {
    const retrieval = retrievalOf(organisation, row);
    builder.add(retrieval, logicalShardOf(retrieval.identity.key));
    if (builder.size < 10_000) continue;
    applyBatch(store, builder.pack(), () => true);
    builder = new BatchBuilder();
  }
  applyBatch(store, builder.pack(), () => true);
  stores.set(organisation, store);
  return store;
}

function retrievalOf(organisation: LabOrganisation, row: number): Retrieval {
  const { calls, identities, secrets, lists, origins, regions } = organisation;
  const { key, principalArn, type, accountId } = identities[calls.identity[row]!]!;
  const secret = calls.secret[row]!;
  const list = calls.list[row]!;
  return {
    kind: secret >= 0 ? 'get' : 'batch',
    eventKey: String(row),
    time: calls.time[row]!,
    identity: { key, arn: key, type, accountId, issuerArn: type === 'IAMUser' ? '' : principalArn },
    failed: calls.failed[row] === 1,
    denied: false,
    notFound: false,
    matchAll: false,
    items: secret >= 0 ? [secrets[secret]!] : list >= 0 ? lists[list]!.map((one) => secrets[one]!) : [],
    atMost: calls.filterLimit[row]!,
    accessKeyId: '',
    origin: origins[calls.origin[row]!]!,
    region: regions[calls.region[row]!]!,
    recipientAccountId: accountId,
  };
}
