import type { SignalStatus } from '../model/signal.js';
import type { Disclosure } from './disclosure/disclosure.js';
import type { SignalSpan } from './join-findings.js';

/** How severe a signal is, and why. */
export interface Grade {
  readonly status: SignalStatus;
  /** Short sentences, the most important one first. */
  readonly reasons: readonly string[];
}

/** So many items that nothing explains are a large theft. */
const MANY = 20;
/** So many are one even with names like those that the role group reads anyway. */
const VERY_MANY = 50;
/** So many make a signal of any analysis worth an alert, … */
const MUCH = 10;
/** … or so many from a strange network. */
const SOME = 5;
/** At most so many networks are named. */
const MOST_NAMED = 3;
/** Fewer are not worth one by themselves. */
const FEW = 3;

/**
 * The status of a signal by what it discloses: items that nothing explains, and networks that are strange to the
 * organisation. Retrievals of what a role group reads anyway, from where it reads anyway, disclose nothing and are
 * `info`, however many they are.
 */
export function gradeOf(
  { start, end, findings }: SignalSpan,
  disclosure: Disclosure,
  bucketDuration: number,
): Grade {
  const within = ({ bucket }: { readonly bucket: number }): boolean => bucket >= start && bucket < end;
  const unexplained = disclosure.unexplained.filter(within).length;
  const ofOwnPattern = disclosure.ofOwnPattern.filter(within).length;
  const strange = disclosure.strangeNetworksIn(start * bucketDuration, end * bucketDuration);
  const hasTool = disclosure.hasNewTool(start * bucketDuration, end * bucketDuration);
  const kinds = new Set(findings.map(({ result }) => result.kind));
  const reasons: string[] = [];
  if (unexplained > 0)
    reasons.push(`${unexplained} that the role never read before and that nothing explains`);
  if (ofOwnPattern > 0) reasons.push(`${ofOwnPattern} new ones with names like those it reads anyway`);
  if (strange.length > 0) {
    const more = strange.length > MOST_NAMED ? ` and ${strange.length - MOST_NAMED} more` : '';
    reasons.push(`from ${strange.slice(0, MOST_NAMED).join(', ')}${more}, strange to the organisation`);
  }
  // People are at home, on a journey, in another office.
  if (hasTool) reasons.push('with a tool that it never used before');
  const isStrange = strange.length > 0 && !disclosure.roleGroup.isPerson;
  const status = ((): SignalStatus => {
    if (kinds.has('credential') || kinds.has('spread')) return unexplained >= SOME ? 'critical' : 'high';
    if (kinds.has('attempts')) return unexplained >= FEW ? 'high' : 'medium';
    if (kinds.has('novelty')) {
      if (unexplained >= MANY && isStrange) return 'critical';
      if (unexplained >= MANY || isStrange) return 'high';
      if (unexplained < FEW && ofOwnPattern > 0)
        return ofOwnPattern >= (hasTool ? MUCH : VERY_MANY) ? 'medium' : 'low';
      return 'medium';
    }
    if (kinds.has('origin')) return unexplained >= FEW ? 'high' : 'medium';
    if (unexplained >= MUCH || (isStrange && unexplained >= SOME)) return 'medium';
    return unexplained >= FEW || isStrange ? 'low' : 'info';
  })();
  if (status === 'info') reasons.push('nothing new, from nowhere new');
  return { status, reasons };
}
