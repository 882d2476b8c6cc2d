import type { CoverageGap } from '../../../model/integrity.js';
import type { IdentityActivity, RuleActivity } from '../../../model/activity.js';
import type { Signal } from '../../../model/signal.js';
import type { SignalEvidence } from '../../../model/signal-evidence.js';
import { gapsNear, gapsOf } from '../../gaps-near.js';
import type { Place } from '../../response/investigate.js';
import type { CountedWords } from '../../signal-sentence.js';
import type { ReportData } from '../report-data.js';
import type { Span } from './signal-chart.js';

/** What the page asks of a rule. */
export interface PageRule {
  readonly id: string;
  readonly name: string;
  readonly signals: number;
  readonly words: CountedWords;
  readonly family: string | null;
}

/** The data of the page, with what belongs together found by one step. */
export class PageModel {
  readonly signals: readonly Signal[];
  readonly rules: readonly PageRule[];
  readonly overviews: readonly RuleActivity[];
  readonly latency: ReportData['latency'];
  readonly place: Place;
  readonly #rules: ReadonlyMap<string, PageRule>;
  readonly #evidence: ReadonlyMap<string, SignalEvidence>;
  readonly #activity: ReadonlyMap<string, IdentityActivity>;
  readonly #texts = new Map<Signal, string>();
  readonly #range: ReportData['summary']['range'];
  readonly #gaps: readonly CoverageGap[];
  /** Gaps that are not part of the page. */
  readonly moreGaps: number;

  constructor({ summary, signals, evidence, activity, latency }: ReportData) {
    this.signals = signals;
    this.latency = latency;
    this.rules = summary.rules.map(({ id, name, signals: amount, counts }) => ({
      id,
      name,
      signals: amount,
      words: { item: counts.item, event: counts.event },
      family: counts.family,
    }));
    this.#rules = new Map(this.rules.map((rule) => [rule.id, rule]));
    this.#evidence = new Map(evidence.map((one) => [one.signal, one]));
    this.overviews = activity.filter((one) => one.kind === 'rule');
    this.#activity = new Map(
      activity.flatMap((one) => (one.kind === 'identities' ? [[keyOf(one), one] as const] : [])),
    );
    this.#range = summary.range;
    const seconds = (text: string): number => Date.parse(text) / 1000;
    this.#gaps = summary.gaps.list.map((gap) => ({ ...gap, from: seconds(gap.from), to: seconds(gap.to) }));
    this.moreGaps = summary.gaps.total - this.#gaps.length;
    this.place = { sources: summary.sources, out: directoryOfPage() };
  }

  /** The evaluated time; where it is open, that of the activity. */
  get span(): Span {
    const { from, to } = this.#range;
    const ends = this.overviews.flatMap(({ all }) =>
      all.steps.length === 0 ? [] : [all.from, all.from + (all.steps.at(-1)! + 1) * all.seconds],
    );
    return {
      from: from === null ? Math.min(...ends) : Date.parse(from) / 1000,
      to: to === null ? Math.max(...ends) : Date.parse(to) / 1000,
    };
  }

  ruleOf({ rule: { id } }: Signal): PageRule {
    const rule = this.#rules.get(id);
    if (rule === undefined) throw new Error(`the summary has no rule ${id}`);
    return rule;
  }

  evidenceOf({ id }: Signal): SignalEvidence | undefined {
    return this.#evidence.get(id);
  }

  activityOf({ rule, identities }: Signal): IdentityActivity | undefined {
    return this.#activity.get(keyOf({ rule: rule.id, identities }));
  }

  /** The gaps where the identity of a signal was seen, and those of them near the signal. */
  gapsOf(signal: Signal): { readonly all: readonly CoverageGap[]; readonly near: readonly CoverageGap[] } {
    return { all: gapsOf(signal, this.#gaps), near: gapsNear(signal, this.#gaps) };
  }

  /** What the search looks in, in lower case. */
  textOf(signal: Signal): string {
    let text = this.#texts.get(signal);
    if (text === undefined) {
      const { id, identities, rule, evidence, reasons, status } = signal;
      const known = this.evidenceOf(signal);
      text = [
        ...[id, status, rule.name, ...identities, ...reasons, ...evidence.secrets, ...evidence.newOrigins],
        ...[...evidence.accounts, ...evidence.regions],
        ...(known?.items.flatMap(({ key, arn }) => [key, arn ?? '']) ?? []),
        ...(known?.origins.flatMap(({ address, userAgent, accessKeys }) => [
          address,
          userAgent,
          ...accessKeys,
        ]) ?? []),
        ...(known?.records.map(({ eventID }) => eventID) ?? []),
      ]
        .join('\n')
        .toLowerCase();
      this.#texts.set(signal, text);
    }
    return text;
  }
}

function keyOf({ rule, identities }: Pick<IdentityActivity, 'rule' | 'identities'>): string {
  return [rule, ...identities].join('\n');
}

/** The folder that this page was opened from, which is the output directory of the run; `.` where that is not known. */
function directoryOfPage(): string {
  if (location.protocol !== 'file:') return '.';
  try {
    return decodeURIComponent(location.pathname).replace(/\/[^/]*$/, '') || '/';
  } catch {
    return '.';
  }
}
