import { buildLabOrganisation } from './build-lab-organisation.js';
import { describeFalse, describeMissed } from './describe.js';
import { detectorOf } from './detectors.js';
import { mergeFindings } from './merge-findings.js';
import { DAYS, type Job, PRINCIPALS } from './organisations.js';
import type { RankedSignal } from './ranking-table.js';
import { matches, score, type Score } from './score.js';
import { MERGE_LIMITS, signalsOf } from './trailspike.js';

/** The result of one job. */
export interface JobResult {
  readonly mode: Job['mode'];
  readonly organisation: string;
  readonly principals: Readonly<Record<string, number>>;
  readonly identities: number;
  readonly calls: number;
  readonly detectors: readonly {
    readonly name: string;
    readonly score: Score;
    /** Running time in milliseconds. */
    readonly took: number;
  }[];
  readonly descriptions: readonly string[];
  /** The signals of the built-in rule, `info` too: see rankingTable. */
  readonly ranked: readonly RankedSignal[];
}

/** Simulates an organisation, runs every detector on it, and scores them. */
export function runJob(job: Job): JobResult {
  const organisation = buildLabOrganisation({ ...job, identities: PRINCIPALS, days: DAYS });
  const descriptions: string[] = [];
  const detectors = job.detectors.map((name) => {
    const began = performance.now();
    const findings = mergeFindings(detectorOf(name).detect(organisation), MERGE_LIMITS);
    const took = performance.now() - began;
    const scored = score(organisation, findings);
    const wrong = everyNth(scored.falseFindings, job.showFalse);
    descriptions.push(...wrong.map((finding) => describeFalse(organisation, name, finding)));
    const missed = scored.thefts.filter(({ delay }) => delay === null).slice(0, job.showMissed);
    for (const { id } of missed) {
      const theft = organisation.thefts.find((one) => one.id === id)!;
      descriptions.push(describeMissed(organisation, name, theft));
    }
    return { name, score: scored, took };
  });
  const principals: Record<string, number> = {};
  for (const persona of organisation.principals) principals[persona] = (principals[persona] ?? 0) + 1;
  return {
    mode: job.mode,
    organisation: organisation.name,
    principals,
    identities: organisation.identities.length,
    calls: organisation.calls.size,
    detectors,
    descriptions,
    ranked: signalsOf(organisation).map(({ status, pValue, start, end, identity, identities }) => {
      const [from, to] = [start, end].map((instant) => Date.parse(instant) / 1000);
      const isTheft = organisation.thefts.some((theft) =>
        identities.some((key) => matches({ key, start: from!, end: to!, alertAt: to! }, theft)),
      );
      return { signal: { status, pValue, start, identity }, isTheft };
    }),
  };
}

/** `count` of the items, evenly spread, so that they are not all about the first identity. */
function everyNth<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
