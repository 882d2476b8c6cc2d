import { isPerson, roleKeyOf } from '../../model/identity.js';
import type { Signal } from '../../model/signal.js';
import { escapeText } from '../../rule/query/print-query.js';
import type { Command } from './command.js';

/** A suppression without an end and without a reason hides thefts. */
const DESCRIPTION = 'What it retrieves was expected. Set expiration_date, and state who checked it.';

/**
 * A Datadog suppression of the signals that a rule gives for the identities of a signal, as `--suppressions` takes it. For
 * the session of a role it has all sessions of the role, because the next one has another name; people are meant alone.
 */
export function suppressionFor({ rule, identities }: Pick<Signal, 'rule' | 'identities'>): Command {
  const suppression = {
    name: `expected: ${identities[0] ?? ''}`,
    enabled: true,
    description: DESCRIPTION,
    rule_query: `ruleId:${escapeText(rule.id)}`,
    suppression_query: `@usr.id:${anyOf(identities.map(keyPattern))}`,
  };
  return {
    title: 'Suppress it from now on: save this as a file for --suppressions, or post it to Datadog',
    text: JSON.stringify(suppression, null, 2),
  };
}

function keyPattern(key: string): string {
  const role = roleKeyOf(key);
  return role === key || isPerson(key) ? escapeText(key) : `${escapeText(role)}/*`;
}

function anyOf(patterns: readonly string[]): string {
  const different = [...new Set(patterns)];
  return different.length === 1 ? different[0]! : `(${different.join(' OR ')})`;
}
