import { type Signal, severityOf } from '../model/signal.js';
import { DAY } from '../model/time.js';
import { agentOf } from './role-group/networks.js';

/** So many identities make one signal of theirs. */
const LEAST = 3;
/** Signals from one network belong together when each begins at most so many seconds after another one. */
const APART = 2 * DAY;
const MOST_LISTED = 100;
/** What signals may share, in words, and in the order in which they are joined by it. */
const SHARED = ['from one strange network', 'with one new tool'] as const;

/**
 * Joins the signals of several identities from one network that is strange to the organisation, or with one new tool: a theft
 * that was spread over many identities is one signal, which names them all. It has the identity of its most severe part.
 * @returns in the order of the first part of each
 */
export function joinSpread(signals: readonly Signal[]): Signal[] {
  const groupOf = new Map<Signal, Group>();
  for (const shared of SHARED) {
    const bySame = new Map<string, Signal[]>();
    for (const signal of signals) {
      for (const same of sharedBy(signal, shared)) {
        const others = bySame.get(same);
        if (others === undefined) bySame.set(same, [signal]);
        else others.push(signal);
      }
    }
    for (const [, all] of [...bySame].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const parts of together(all.filter((signal) => !groupOf.has(signal)))) {
        if (new Set(parts.map(({ identity }) => identity.key)).size < LEAST) continue;
        const group = { parts, shared };
        for (const signal of parts) groupOf.set(signal, group);
      }
    }
  }
  const done = new Set<Group>();
  return signals.flatMap((signal) => {
    const group = groupOf.get(signal);
    if (group === undefined) return [signal];
    if (done.has(group)) return [];
    done.add(group);
    return [joined(group)];
  });
}

type Shared = (typeof SHARED)[number];

/** Signals that become one. */
interface Group {
  readonly parts: readonly Signal[];
  readonly shared: Shared;
}

/** Strange networks of any signal; new tools of one that was found by what is spread. */
function sharedBy({ evidence, analyses }: Signal, shared: Shared): ReadonlySet<string> {
  if (shared === 'from one strange network') return new Set(evidence.strangeNetworks);
  return new Set(analyses.some(({ kind }) => kind === 'spread') ? evidence.newOrigins.map(agentOf) : []);
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

function joined({ parts: group, shared }: Group): Signal {
  const lead = group.reduce((best, one) => (isMoreSevere(one, best) ? one : best));
  const identities = [...new Set(group.flatMap((one) => one.identities))].sort();
  const union = (of: (signal: Signal) => readonly string[]): string[] =>
    [...new Set(group.flatMap(of))].sort().slice(0, MOST_LISTED);
  const sum = (of: (signal: Signal) => number): number => group.reduce((total, one) => total + of(one), 0);
  return {
    ...lead,
    identities,
    reasons: [`${identities.length} identities ${shared}`, ...lead.reasons],
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
