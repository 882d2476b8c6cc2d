import type { Analysis, Signal, SignalStatus } from '../model/signal.js';
import { formatInstant } from '../model/time.js';
import { lowerBound } from '../base/lower-bound.js';
import type { ProfileView } from '../profile/profile.js';
import type { Rule } from '../rule/rule.js';
import { combinedPValue } from './probability/significance.js';
import { hash64, hex16 } from '../base/hash.js';

/** Longest lists of evidence. */
const MOST_SECRETS = 100;
const MOST_OTHERS = 20;

const hash = new Uint32Array(2);

/** Buckets `[start, end)` of one signal, and why. */
export interface SignalSpan {
  readonly start: number;
  readonly end: number;
  /** Index of the rule's case that gives the status; Infinity when none does. */
  readonly caseIndex: number;
  /** What its extra cases give; the gravest of all is the signal's. @default [] */
  readonly statuses?: readonly SignalStatus[];
  /** At most one of each kind. */
  readonly analyses: readonly Analysis[];
}

/** The signal of one span: what the identity's state says of its buckets. */
export function composeSignal(view: ProfileView, span: SignalSpan, rule: Rule): Signal {
  const { identity } = view;
  const start = formatInstant(span.start * rule.bucketDuration);
  const low = lowerBound(view.buckets, span.start);
  const high = lowerBound(view.buckets, span.end);
  const distinctSecrets = view.distinctSecretsIn(span.start, span.end);
  const newSecrets = view.newSecretNamesIn(span.start, span.end);
  const known = new Set(newSecrets);
  const oldSecrets = view.secretNamesIn(span.start, span.end).filter((name) => !known.has(name));
  return {
    id: signalId(rule.id, identity.key, start),
    rule: { id: rule.id, name: rule.name },
    status: statusOf(span, rule),
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
      // A sketch may fall short of what is known one by one.
      distinctSecrets: Math.max(distinctSecrets.count, newSecrets.length),
      newSecrets: newSecrets.length,
    },
    analyses: span.analyses,
    pValue: combinedPValue(span.analyses, rule),
    estimated: distinctSecrets.estimated || view.estimated.subarray(low, high).includes(1),
    suppressed: null,
    evidence: {
      secrets: [...newSecrets, ...oldSecrets].slice(0, MOST_SECRETS),
      newSecrets: newSecrets.slice(0, MOST_SECRETS),
      newOrigins: view.newOriginsIn(span.start, span.end).slice(0, MOST_OTHERS),
      accounts: view.accounts.slice(0, MOST_OTHERS),
      regions: view.regions.slice(0, MOST_OTHERS),
    },
    classification: rule.classification,
  };
}

const MOST_SEVERE_FIRST: readonly SignalStatus[] = ['critical', 'high', 'medium', 'low', 'info'];

function statusOf({ caseIndex, statuses = [] }: SignalSpan, { cases }: Rule): SignalStatus {
  const own = cases[caseIndex];
  const given = own === undefined ? statuses : [own.status, ...statuses];
  return MOST_SEVERE_FIRST.find((status) => given.includes(status))!;
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
