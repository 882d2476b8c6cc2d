import { DAY, HOUR } from '../../model/time.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { SETTLED } from '../established.js';
import type { FirstSeenItem } from '../role-group/first-seen-items.js';
import { isEndpoint } from '../role-group/networks.js';
import { earlyItems } from './early-items.js';
import { fastItems } from './fast-items.js';

/** So many first-seen items are a finding with one kind of evidence about a service, with two or with all three, … */
const LEAST = [5, 3, 3] as const;
/** … and about a user of IAM that may be a person, who takes up a tool or another network now and then. */
const LEAST_OF_A_USER = [7, 5, 3] as const;
/** Fewer are never enough. */
const FEWEST = 3;
/** So many are one for a person in a strange network where services live, or in one with a new tool or a first look at the list. */
const OF_A_PERSON = 7;
/** So many are one that the role group itself restored or copied before it read them. */
const OWN_COPIES = 3;
/** Evidence counts from so long before a window. */
const BEFORE = 6 * HOUR;
const LOOKED_UP_BEFORE = DAY;

/**
 * The first-seen items of a window that come with evidence, if they are enough for a finding: a network that is strange
 * to the organisation, a tool that the role group never used before, a first look at the list of secrets, or that it copied
 * or restored them itself. Items before the evidence do not count.
 * @returns none if they are not enough
 */
export function itemsWithEvidence(
  window: readonly FirstSeenItem[],
  disclosure: Disclosure,
): readonly FirstSeenItem[] {
  if (window.length < FEWEST) return [];
  const { roleGroup } = disclosure;
  const copies = window.filter((item) => disclosure.hasCopied(item));
  if (copies.length >= OWN_COPIES) return copies;
  const fast = fastItems(window, disclosure);
  if (fast.length > 0) return fast;
  const [from, to] = [window[0]!.time - BEFORE, window.at(-1)!.time];
  const { began } = roleGroup;
  if (to < began + SETTLED) return earlyItems(window, disclosure);
  const isNew = ({ first }: { readonly first: number }): boolean =>
    first >= from && first <= to && first > began;
  const strange = roleGroup.networks.filter((use) => isNew(use) && disclosure.isStrange(use.network));
  const tools = roleGroup.agents.filter(isNew);
  const list = firstListing(disclosure, window[0]!.time - LOOKED_UP_BEFORE, window[0]!.time);
  let evidence: number[];
  let least: number;
  if (roleGroup.isPerson) {
    least = OF_A_PERSON;
    const isHosted = strange.some(({ network }) => disclosure.isInDataCentre(network));
    const isEvidence = isHosted || tools.length > 0 || list.length > 0;
    evidence = isEvidence ? strange.map(({ first }) => first) : [];
  } else {
    const isElsewhere = strange.filter(
      ({ network }) => isEndpoint(network) || tools.length > 0 || !disclosure.isNear(network),
    );
    const kinds = [isElsewhere.map(({ first }) => first), tools.map(({ first }) => first), list].filter(
      (times) => times.length > 0,
    );
    least = (roleGroup.mayTravel ? LEAST_OF_A_USER : LEAST)[kinds.length - 1] ?? Infinity;
    evidence = kinds.flat();
  }
  if (evidence.length === 0) return [];
  const since = Math.min(...evidence) - BEFORE;
  const items = window.filter(({ time }) => time >= since);
  return items.length >= least ? items : [];
}

/**
 * When the role group first looked at the list of secrets, if that was in `[from, to]`, epoch seconds. Who looks for
 * secrets does so before reading them, so it says nothing in the middle of a run.
 */
function firstListing({ roleGroup, notExplained }: Disclosure, from: number, to: number): number[] {
  const first = roleGroup.firstListing;
  if (first < from || first > to) return [];
  return notExplained.some(({ time }) => time < first && time >= first - LOOKED_UP_BEFORE) ? [] : [first];
}
