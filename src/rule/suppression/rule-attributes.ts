import { closest } from '../../base/closest.js';
import type { Rule } from '../rule.js';
import { type Attributes, textsIn } from '../query/attributes.js';

/** Names of fields of rules, and what they are. Datadog's templates for suppressions have `ruleId`. */
const FIELDS: Readonly<Record<string, 'type' | 'source' | 'id' | 'name' | 'severity'>> = {
  type: 'type',
  source: 'source',
  id: 'id',
  ruleId: 'id',
  rule_id: 'id',
  name: 'name',
  severity: 'severity',
  status: 'severity',
  '@workflow.rule.id': 'id',
  '@workflow.rule.name': 'name',
  '@workflow.rule.type': 'type',
};

/** The names of fields of rules, apart from the keys of tags. */
export const RULE_FIELDS: readonly string[] = Object.keys(FIELDS);

/**
 * Whether a query can ask for this field of a rule: one of `RULE_FIELDS`, or what can be the key of a tag. A name that is
 * one edit away from one of `RULE_FIELDS` is not taken for a tag; `security` is two from `severity`.
 */
export function isRuleField(field: string): boolean {
  return (
    RULE_FIELDS.includes(field) || (!field.startsWith('@') && closest(field, RULE_FIELDS, 1) === undefined)
  );
}

/**
 * The attributes of a rule for rule queries: `type` (`log_detection`), `source` (`cloudtrail`), `id` or `ruleId`,
 * `name`, `severity` or `status` (the statuses of its cases, in any case), and each tag `key:value` as a field with the
 * name of its key. Free text is searched in the name, the message and the tags.
 */
export function ruleAttributes(rule: Rule): Attributes {
  const tagged = (key: string): string[] =>
    rule.tags.filter((tag) => tag.startsWith(`${key}:`)).map((tag) => tag.slice(key.length + 1));
  return {
    valuesOf(field) {
      switch (Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined) {
        case 'type':
          return ['log_detection'];
        case 'source':
          return ['cloudtrail', ...tagged('source')];
        case 'id':
          return [rule.id];
        case 'name':
          return [rule.name];
        case 'severity':
          return rule.cases.map(({ status }) => status);
        default:
          return tagged(field);
      }
    },
    ignoresCase: (field) => Object.hasOwn(FIELDS, field) && FIELDS[field] === 'severity',
    texts: () => textsIn([rule.name, rule.message, rule.tags]),
  };
}
