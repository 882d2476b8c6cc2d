import type { Rule } from '../rule.js';
import { type Attributes, textsIn } from '../query/attributes.js';

/**
 * The attributes of a rule for rule queries: `type` (`log_detection`), `source` (`cloudtrail`), `id`, `name`,
 * `severity` (the statuses of its cases), and each tag `key:value` as a field with the name of its key. Free text is
 * searched in the name, the message and the tags.
 */
export function ruleAttributes(rule: Rule): Attributes {
  const tagged = (key: string): string[] =>
    rule.tags.filter((tag) => tag.startsWith(`${key}:`)).map((tag) => tag.slice(key.length + 1));
  return {
    valuesOf(field) {
      switch (field) {
        case 'type':
          return ['log_detection'];
        case 'source':
          return ['cloudtrail', ...tagged(field)];
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
    texts: () => textsIn([rule.name, rule.message, rule.tags]),
  };
}
