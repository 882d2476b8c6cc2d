import { type Signal, severityOf } from '../model/signal.js';
import { DAY } from '../model/time.js';

/** So many identities make one signal of theirs. */
const LEAST = 3;
/** Signals from one network belong together when each begins at most so many seconds after another one. */
const APART = 2 * DAY;
const MOST_LISTED = 100;
/** Before the name of a tool among networks; it sorts after them, so that networks come first. */
const TOOL = 'with ';

/**
 * Joins the signals of several identities from one network that is strange to the organisation, or with one new tool: a theft
 * that was spread over many identities is one signal, which names them all. It has the identity of its most severe part.
 * @returns in the order of the first part of each
 */
export function joinSpread(signals: readonly Signal[]): Signal[] {
  const groupOf = new Map<Signal, Signal[]>();
  const byPlace = new Map<string, Signal[]>();
  const placeOf = new Map<readonly Signal[], string>();
  for (const signal of signals) {
    for (const place of placesOf(signal)) {
      const others = byPlace.get(place);
      if (others === undefined) byPlace.set(place, [signal]);
      else others.push(signal);
    }
  }
  for (const [place, all] of [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const group of together(all.filter((signal) => !groupOf.has(signal)))) {
      if (new Set(group.map(({ identity }) => identity.key)).size < LEAST) continue;
      placeOf.set(group, place);
      for (const signal of group) groupOf.set(signal, group);
    }
  }
  const done = new Set<readonly Signal[]>();
  return signals.flatMap((signal) => {
    const group = groupOf.get(signal);
    if (group === undefined) return [signal];
    if (done.has(group)) return [];
    done.add(group);
    return [joined(group, placeOf.get(group)!)];
  });
}

/** What a signal may share with others: its strange networks, and the new tools of one that was found by what is spread. */
function placesOf({ evidence, analyses }: Signal): string[] {
  const { strangeNetworks, newOrigins } = evidence;
  if (!analyses.some(({ kind }) => kind === 'spread')) return [...strangeNetworks];
  const tools = newOrigins.map((origin) => TOOL + origin.slice(origin.indexOf('|') + 1));
  return [...new Set([...strangeNetworks, ...tools])];
}

/** Runs of signals that begin close to each other. */
function together(signals: readonly Signal[]): Signal[][] {
  const runs: Signal[][] = [];
  for (const signal of [...signals].sort((a, b) => a.start.localeCompare(b.start))) {
    const run = runs.at(-1);
    const gap = run === undefined ? Infinity : secondsBetween(run.at(-1)!.start, signal.start);
    if (gap <= APART) run!.push(signal);
    else runs.push([signal]);
  }
  return runs;
}

function joined(group: readonly Signal[], place: string): Signal {
  const lead = group.reduce((best, one) => (isMoreSevere(one, best) ? one : best));
  const identities = [...new Set(group.flatMap((one) => one.identities))].sort();
  const union = (of: (signal: Signal) => readonly string[]): string[] =>
    [...new Set(group.flatMap(of))].sort().slice(0, MOST_LISTED);
  const sum = (of: (signal: Signal) => number): number => group.reduce((total, one) => total + of(one), 0);
  return {
    ...lead,
    identities,
    reasons: [
      `${identities.length} identities ${place.startsWith(TOOL) ? 'with one new tool' : 'from one strange network'}`,
      ...lead.reasons,
    ],
    start: group.reduce((first, { start }) => (start < first ? start : first), lead.start),
    end: group.reduce((last, { end }) => (end > last ? end : last), lead.end),
    observed: {
      retrievals: sum(({ observed }) => observed.retrievals),
      failures: sum(({ observed }) => observed.failures),
      distinctSecrets: sum(({ observed }) => observed.distinctSecrets),
      newSecrets: sum(({ observed }) => observed.newSecrets),
    },
    evidence: {
      ...lead.evidence,
      secrets: union(({ evidence }) => evidence.secrets),
      newSecrets: union(({ evidence }) => evidence.newSecrets),
    },
  };
}

function isMoreSevere(a: Signal, b: Signal): boolean {
  return severityOf(a.status) > severityOf(b.status)
    ? true
    : a.status === b.status && a.observed.newSecrets > b.observed.newSecrets;
}

function secondsBetween(a: string, b: string): number {
  return (Date.parse(b) - Date.parse(a)) / 1000;
}
