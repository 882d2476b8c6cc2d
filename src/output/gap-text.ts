import type { CoverageGap, GapKind } from '../model/integrity.js';
import { minuteText, plural } from './words.js';

/** What was not seen in a gap. */
const MISSED: Readonly<Record<GapKind, (amount: number) => string>> = {
  failed: (amount) => `${plural(amount, 'object')} could not be read or decoded`,
  missing: (amount) => `${plural(amount, 'log')} that digests name ${amount === 1 ? 'is' : 'are'} not there`,
  altered: (amount) => `${plural(amount, 'log')} ${amount === 1 ? 'was' : 'were'} altered`,
  noDigest: () => 'no digest says what was delivered',
};

/** What was not seen in a gap: `2 logs that digests name are not there`. */
export function missedText({ kind, amount }: Pick<CoverageGap, 'kind' | 'amount'>): string {
  return MISSED[kind](amount);
}

/** When, in which account and region, what was not seen. Times are UTC. */
export function gapText({ from, to, account, region, ...missed }: CoverageGap): string {
  return `${minuteText(from)} to ${minuteText(to)} UTC, ${account} ${region}: ${missedText(missed)}`;
}
