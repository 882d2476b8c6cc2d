import type { Signal } from '../../model/signal.js';
import type { Rule } from '../rule.js';
import { valuesAt } from '../../base/json-values.js';
import { closest } from '../../base/closest.js';
import { type Attributes, textsIn } from '../query/attributes.js';
import { sessionIn } from '../query/derived-fields.js';
import { needsOtherData } from '../query/field-issue.js';
import { isRuleField, RULE_FIELDS, ruleAttributes } from './rule-attributes.js';

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
  '@userIdentity.session_name': ({ identity }) => sessionIn(identity.arn)?.session,
  '@userIdentity.assumed_role': ({ identity }) => sessionIn(identity.arn)?.role,
  '@usr.account_id': ({ identity }) => identity.accountId || undefined,
  '@usr.id': ({ identity }) => identity.key,
  '@usr.name': ({ identity }) => nameIn(identity.arn),
  '@awsRegion': ({ evidence }) => evidence.regions,
  region: ({ evidence }) => evidence.regions,
  account_id: ({ evidence }) => evidence.accounts,
  aws_account: ({ evidence }) => evidence.accounts,
  severity: ({ status }) => status,
  status: ({ status }) => status,
};

/** Whether a signal or its rule can have this field. */
export function isSignalField(field: string): boolean {
  if (Object.hasOwn(ALIASES, field)) return true;
  const first = field.startsWith('@') ? field.slice(1).split('.', 1)[0]! : '';
  return SIGNAL_KEYS.includes(first) || isRuleField(field);
}

/** Why a query for signals cannot have this field, and what it may be instead; undefined if it can. */
export function signalFieldIssue(field: string): string | undefined {
  return isSignalField(field) ? undefined : fieldIssue('signal', field, Object.keys(ALIASES));
}

/** Why a query for rules cannot have this field, and what it may be instead; undefined if it can. */
export function ruleFieldIssue(field: string): string | undefined {
  return isRuleField(field) ? undefined : fieldIssue('rule', field, []);
}

function fieldIssue(of: 'signal' | 'rule', field: string, more: readonly string[]): string {
  const elsewhere = needsOtherData(field);
  if (elsewhere !== undefined) return elsewhere;
  const names = [...new Set([...more, ...RULE_FIELDS])];
  const suggested = closest(field, names);
  if (suggested !== undefined) return `no ${of} has the field "${field}"; did you mean "${suggested}"?`;
  const ofSignals = of === 'rule' ? '' : '@FIELD of signals.ndjson (such as @observed.retrievals), ';
  return `no ${of} has the field "${field}"; allowed: ${names.join(', ')}, ${ofSignals}or the key of a tag of the rule`;
}

/** The attributes of a signal for suppression queries. Fields that a signal does not have are those of its rule. */
export function signalAttributes(signal: Signal, rule: Rule): Attributes {
  const ofRule = ruleAttributes(rule);
  return {
    valuesOf(field) {
      if (Object.hasOwn(ALIASES, field)) return valuesAt(ALIASES[field]!(signal), []);
      if (RULE_FIELDS.includes(field)) return ofRule.valuesOf(field);
      return field.startsWith('@') ? valuesAt(signal, field.slice(1).split('.')) : ofRule.valuesOf(field);
    },
    ignoresCase: (field) => field === 'severity' || field === 'status',
    texts: () => textsIn([signal, rule.tags]),
  };
}

/** The name of the user or role in an ARN; for a role session, the name of the role. */
function nameIn(arn: string): string | undefined {
  const [kind, ...path] = arn.split(':').slice(5).join(':').split('/');
  return kind === 'assumed-role' ? path[0] : path.at(-1);
}
