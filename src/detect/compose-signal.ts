import type { Signal, SignalStatus } from '../model/signal.js';
import { formatInstant } from '../model/time.js';
import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import type { Rule } from '../rule/rule.js';
import { signalMessage } from '../rule/signal-message.js';
import { hash64, hex16 } from '../base/hash.js';
import type { Disclosure } from './disclosure/disclosure.js';
import type { ErrorBudget } from './error-budget.js';
import type { Finding } from './finding.js';
import { type Grade, gradeOf } from './grade.js';
import type { SignalSpan } from './join-findings.js';
import { strongestOfEach } from './strongest.js';

/** Longest lists in the evidence. */
const MAX_SECRETS = 100;
const MAX_OTHERS = 20;

const hash = new Uint32Array(2);

/** The signal of one span, with what the state of the identity says about its buckets. */
export function composeSignal(
  view: ProfileView,
  span: SignalSpan,
  rule: Rule,
  budget: ErrorBudget,
  disclosure: Disclosure,
): Signal {
  const { identity } = view;
  const start = formatInstant(span.start * rule.bucketDuration);
  const low = lowerBound(view.buckets, span.start);
  const high = lowerBound(view.buckets, span.end);
  const distinctSecrets = view.distinctSecretsIn(span.start, span.end);
  const newSecrets = view.newSecretNamesIn(span.start, span.end);
  const isNew = new Set(newSecrets);
  const oldSecrets = view.secretNamesIn(span.start, span.end).filter((name) => !isNew.has(name));
  const { status, reasons } = gradedStatus(span, rule, disclosure);
  const analyses = strongestOfEach(span.findings.map(({ result }) => result));
  const signal: Signal = {
    id: signalId(rule.id, identity.key, start),
    rule: { id: rule.id, name: rule.name },
    status,
    reasons,
    identity: {
      key: identity.key,
      arn: identity.arn,
      type: identity.type,
      accountId: identity.accountId,
    },
    identities: [identity.key],
    start,
    end: formatInstant(span.end * rule.bucketDuration),
    observed: {
      retrievals: sum(view.retrievals.subarray(low, high)),
      failures: sum(view.failures.subarray(low, high)),
      // The estimate of a sketch may be below the number of secrets that are known by name.
      distinctSecrets: Math.max(distinctSecrets.count, newSecrets.length),
      newSecrets: newSecrets.length,
    },
    analyses,
    pValue: budget.combined(analyses),
    estimated: distinctSecrets.estimated || view.estimated.subarray(low, high).includes(1),
    suppressed: null,
    evidence: {
      secrets: [...newSecrets, ...oldSecrets].slice(0, MAX_SECRETS),
      newSecrets: newSecrets.slice(0, MAX_SECRETS),
      newOrigins: view.newOriginsIn(span.start, span.end).slice(0, MAX_OTHERS),
      strangeNetworks: disclosure
        .strangeNetworksIn(span.start * rule.bucketDuration, span.end * rule.bucketDuration)
        .slice(0, MAX_OTHERS),
      accounts: view.accounts.slice(0, MAX_OTHERS),
      regions: view.regions.slice(0, MAX_OTHERS),
    },
    classification: rule.classification,
    message: '',
  };
  return { ...signal, message: signalMessage(rule, signal) };
}

const MOST_SEVERE_FIRST: readonly SignalStatus[] = ['critical', 'high', 'medium', 'low', 'info'];

/**
 * The status of a signal. A plain Datadog rule says it by its cases. With Trailspike's own settings it depends on what
 * the signal discloses, where the items are known, by the severity table, and is never below that of a threshold case.
 */
function gradedStatus(span: SignalSpan, rule: Rule, disclosure: Disclosure): Grade {
  const plain = statusOf(span.findings, rule);
  if (!rule.graded || disclosure.roleGroup.items.length === 0) return { status: plain, reasons: [] };
  const grade = gradeOf(span, disclosure, rule.bucketDuration, rule.severity);
  const cases = span.findings.flatMap(({ severity }) => ('status' in severity ? [severity.status] : []));
  const status = MOST_SEVERE_FIRST.find((one) => one === grade.status || cases.includes(one))!;
  return { ...grade, status };
}

/** The most severe of: the status of the first case of the rule that matches, and those of all threshold cases. */
function statusOf(findings: readonly Finding[], { cases }: Rule): SignalStatus {
  const given = new Set<SignalStatus>();
  let first = Infinity;
  for (const { severity } of findings) {
    if ('status' in severity) given.add(severity.status);
    else first = Math.min(first, severity.caseIndex);
  }
  if (first < cases.length) given.add(cases[first]!.status);
  return MOST_SEVERE_FIRST.find((status) => given.has(status))!;
}

function signalId(rule: string, identity: string, start: string): string {
  hash64(`${rule}\n${identity}\n${start}`, hash);
  return hex16(hash[0]!, hash[1]!);
}

function sum(counts: Uint32Array): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
