import type { Signal, SignalStatus } from '../model/signal.js';
import { formatInstant } from '../model/time.js';
import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import type { Rule } from '../rule/rule.js';
import { hash64, hex16 } from '../base/hash.js';
import type { ErrorBudget } from './error-budget.js';
import type { Finding } from './finding.js';
import type { SignalSpan } from './join-findings.js';
import { strongestOfEach } from './strongest.js';

/** Longest lists in the evidence. */
const MAX_SECRETS = 100;
const MAX_OTHERS = 20;

const hash = new Uint32Array(2);

/** The signal of one span, with what the state of the identity says about its buckets. */
export function composeSignal(view: ProfileView, span: SignalSpan, rule: Rule, budget: ErrorBudget): Signal {
  const { identity } = view;
  const start = formatInstant(span.start * rule.bucketDuration);
  const low = lowerBound(view.buckets, span.start);
  const high = lowerBound(view.buckets, span.end);
  const distinctSecrets = view.distinctSecretsIn(span.start, span.end);
  const newSecrets = view.newSecretNamesIn(span.start, span.end);
  const isNew = new Set(newSecrets);
  const oldSecrets = view.secretNamesIn(span.start, span.end).filter((name) => !isNew.has(name));
  const analyses = strongestOfEach(span.findings.map(({ result }) => result));
  return {
    id: signalId(rule.id, identity.key, start),
    rule: { id: rule.id, name: rule.name },
    status: statusOf(span.findings, rule),
    identity: {
      key: identity.key,
      arn: identity.arn,
      type: identity.type,
      accountId: identity.accountId,
    },
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
      accounts: view.accounts.slice(0, MAX_OTHERS),
      regions: view.regions.slice(0, MAX_OTHERS),
    },
    classification: rule.classification,
  };
}

const MOST_SEVERE_FIRST: readonly SignalStatus[] = ['critical', 'high', 'medium', 'low', 'info'];

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
