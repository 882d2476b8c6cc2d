import type { RuleResult } from '../main-thread/result.js';

/** What the events of some rules are called together: `retrievals` if all of them are, else `events`. */
export function countedOf(rules: readonly Pick<RuleResult, 'subject'>[]): RuleResult['subject']['event'] {
  const [first] = rules;
  const same = rules.every(({ subject }) => subject.event.many === first!.subject.event.many);
  return same ? first!.subject.event : { one: 'event', many: 'events' };
}
