import type { RuleResult } from '../../main-thread/result.js';
import type { Signal } from '../../model/signal.js';

/** What a signal saw, in one sentence without names: `31 retrievals of 29 secrets, 1 of them new, …`. */
export function sentenceOf(
  { observed, start, end, estimated, reasons }: Signal,
  { subject }: Pick<RuleResult, 'subject'>,
): string {
  const { noun, event } = subject;
  const about = estimated ? 'about ' : '';
  const counted = (amount: number, words: { readonly one: string; readonly many: string }): string =>
    `${amount} ${amount === 1 ? words.one : words.many}`;
  const items =
    observed.distinctSecrets === 0
      ? ''
      : ` of ${counted(observed.distinctSecrets, noun)}, ${observed.newSecrets} of them new`;
  const failures = observed.failures === 0 ? '' : `, ${observed.failures} failed attempts`;
  const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
  return `${about}${counted(observed.retrievals, event)}${items}${failures}, from ${start} to ${end}${why}`;
}
