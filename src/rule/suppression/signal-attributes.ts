import type { Signal } from '../../model/signal.js';
import type { Rule } from '../rule.js';
import { valuesAt } from '../../base/json-values.js';
import { type Attributes, textsIn } from '../query/attributes.js';
import { ruleAttributes } from './rule-attributes.js';

const OWN = [
  'id',
  'rule',
  'status',
  'identity',
  'start',
  'end',
  'observed',
  'analyses',
  'estimated',
] as const;
const OTHERS = ['evidence', 'classification'] as const;

/** Datadog's names for what a signal says, and how it says it. */
const ALIASES: Readonly<Record<string, (signal: Signal) => unknown>> = {
  '@userIdentity.arn': ({ identity }) => identity.arn || undefined,
  '@userIdentity.type': ({ identity }) => identity.type || undefined,
  '@userIdentity.accountId': ({ identity }) => identity.accountId || undefined,
  '@usr.id': ({ identity }) => identity.key,
  '@usr.name': ({ identity }) => nameIn(identity.arn),
  '@awsRegion': ({ evidence }) => evidence.regions,
  region: ({ evidence }) => evidence.regions,
  account_id: ({ evidence }) => evidence.accounts,
  aws_account: ({ evidence }) => evidence.accounts,
  severity: ({ status }) => status,
};

/** What fields a signal has, for messages. */
export const SIGNAL_FIELDS = `${Object.keys(ALIASES).join(', ')}, @ and a field of signals.ndjson (such as @observed.retrievals), type, source, name, or the key of a tag of the rule`;

/** Whether a signal, or the rule behind it, can have such a field at all. */
export function isSignalField(field: string): boolean {
  if (Object.hasOwn(ALIASES, field) || !field.startsWith('@')) return true;
  const first = field.slice(1).split('.', 1)[0]!;
  return [...OWN, ...OTHERS].some((name) => name === first);
}

/** A signal as suppression queries see it; what it does not have is asked of its rule. */
export function signalAttributes(signal: Signal, rule: Rule): Attributes {
  const ofRule = ruleAttributes(rule);
  return {
    valuesOf(field) {
      if (Object.hasOwn(ALIASES, field)) return valuesAt(ALIASES[field]!(signal), []);
      return field.startsWith('@') ? valuesAt(signal, field.slice(1).split('.')) : ofRule.valuesOf(field);
    },
    texts: () => textsIn([signal, rule.tags]),
  };
}

/** The user in an ARN, or the role, of a session too. */
function nameIn(arn: string): string | undefined {
  const [kind, ...path] = arn.split(':').slice(5).join(':').split('/');
  return kind === 'assumed-role' ? path[0] : path.at(-1);
}
