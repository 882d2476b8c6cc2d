import type { Rule } from '../../rule/rule.js';

/** A tactic or technique of MITRE ATT&CK. */
export interface AttackName {
  readonly id: string;
  /** `Credential Access`; empty where the tag of the rule has the id alone. */
  readonly name: string;
}

/** Written small within names. */
const SMALL = new Set(['and', 'for', 'from', 'in', 'of', 'or', 'the', 'to', 'via', 'with']);

/**
 * The tactic or technique of a rule, with its name from the tag: `tactic:TA0006-credential-access`.
 * @returns undefined where the rule has none
 */
export function attackNameOf(
  { tags, classification }: Pick<Rule, 'tags' | 'classification'>,
  kind: 'tactic' | 'technique',
): AttackName | undefined {
  const id = classification[kind];
  if (id === '') return undefined;
  const prefix = `${kind}:${id}-`.toLowerCase();
  const tag = tags.find((one) => one.toLowerCase().startsWith(prefix));
  const words = tag === undefined ? [] : tag.slice(prefix.length).split('-').filter(Boolean);
  const name = words
    .map((word, at) => (at > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
  return { id, name };
}
