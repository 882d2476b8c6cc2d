import type { Signal } from '../../model/signal.js';
import type { Rule } from '../rule.js';
import { valuesAt } from '../../base/json-values.js';
import { type Attributes, textsIn } from '../query/attributes.js';
import { ruleAttributes } from './rule-attributes.js';

/** Top-level fields of a signal that queries can use. */
const SIGNAL_KEYS: readonly string[] = [
  'id',
  'rule',
  'status',
  'identity',
  'start',
  'end',
  'observed',
  'analyses',
  'estimated',
  'evidence',
  'classification',
];

/** Datadog names of the fields of a signal, and how to read them. */
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

/** The fields of signals, for messages. */
export const SIGNAL_FIELDS = `${Object.keys(ALIASES).join(', ')}, @FIELD of signals.ndjson (such as @observed.retrievals), type, source, name, or the key of a tag of the rule`;

/** Whether a signal or its rule can have this field. */
export function isSignalField(field: string): boolean {
  if (Object.hasOwn(ALIASES, field) || !field.startsWith('@')) return true;
  const first = field.slice(1).split('.', 1)[0]!;
  return SIGNAL_KEYS.includes(first);
}

/** The attributes of a signal for suppression queries. Fields that a signal does not have are those of its rule. */
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

/** The name of the user or role in an ARN; for a role session, the name of the role. */
function nameIn(arn: string): string | undefined {
  const [kind, ...path] = arn.split(':').slice(5).join(':').split('/');
  return kind === 'assumed-role' ? path[0] : path.at(-1);
}
