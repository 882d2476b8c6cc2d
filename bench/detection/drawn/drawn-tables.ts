import type { SignalStatus } from '../../../src/model/signal.js';
import { wilson } from '../wilson.js';
import { alerts, type ScenarioScore, type ScoredTheft } from './score-scenario.js';

const GRADES: readonly SignalStatus[] = ['critical', 'high', 'medium', 'low', 'info'];

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(line)].join('\n');
}

function share(hits: number, all: number): string {
  if (all === 0) return '–';
  const [low, high] = wilson(hits, all);
  const percent = (part: number): string => (100 * part).toFixed(0);
  return `${((100 * hits) / all).toFixed(1)} % (${percent(low)}–${percent(high)}) of ${all}`;
}

/** One line for a setting: recall, false signals with and without notable ones. */
export function summaryRow(label: string, scores: readonly ScenarioScore[]): string[] {
  const thefts = scores.flatMap((one) => one.thefts);
  const findable = thefts.filter(({ theft }) => theft.findable);
  const others = thefts.filter(({ theft }) => !theft.findable);
  const months = scores.reduce((sum, one) => sum + one.months, 0);
  const shown = scores.flatMap((one) => one.signals.filter(alerts));
  const rate = (count: number): string => (count / months).toFixed(1);
  const wrong = shown.filter(({ verdict }) => verdict === 'false').length;
  const notable = shown.filter(({ verdict }) => verdict === 'notable').length;
  return [
    label,
    share(findable.filter(({ found }) => found).length, findable.length),
    rate(wrong),
    rate(wrong + notable),
    share(others.filter(({ found }) => found).length, others.length),
  ];
}

export function summaryTable(rows: readonly (readonly string[])[]): string {
  const head = ['', 'findable thefts found', 'false', 'with notable', 'not findable, found'];
  return table(head, rows);
}

/** False and notable signals of each grade, per 1,000 roles and users a month. */
export function gradeTable(scores: readonly ScenarioScore[]): string {
  const months = scores.reduce((sum, one) => sum + one.months, 0);
  const all = scores.flatMap((one) => one.signals);
  return table(
    ['grade', 'thefts', 'false a month', 'notable a month'],
    GRADES.map((grade) => {
      const own = all.filter(({ signal }) => signal.status === grade);
      const count = (verdict: string): number => own.filter((one) => one.verdict === verdict).length;
      return [
        grade,
        count('theft'),
        (count('false') / months).toFixed(1),
        (count('notable') / months).toFixed(1),
      ];
    }),
  );
}

/** Findable thefts by shape, or by the persona of the victim. */
export function recallTable(
  what: string,
  scores: readonly ScenarioScore[],
  nameOf: (theft: ScoredTheft) => string,
): string {
  const groups = new Map<string, ScoredTheft[]>();
  for (const one of scores.flatMap(({ thefts }) => thefts)) {
    if (!one.theft.findable) continue;
    const group = groups.get(nameOf(one));
    if (group === undefined) groups.set(nameOf(one), [one]);
    else group.push(one);
  }
  return table(
    [what, 'found'],
    [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, group]) => [name, share(group.filter(({ found }) => found).length, group.length)]),
  );
}

/** False signals that alert, by persona, per 1,000 roles and users of it a month. */
export function falseByPersonaTable(scores: readonly ScenarioScore[]): string {
  const rates = new Map<string, { wrong: number; months: number; principals: number }>();
  for (const { signals, personas, months } of scores) {
    const all = [...personas.values()].reduce((sum, count) => sum + count, 0);
    for (const [persona, count] of personas) {
      const own = rates.get(persona) ?? { wrong: 0, months: 0, principals: 0 };
      own.months += (months * count) / all;
      own.principals += count;
      own.wrong += signals.filter(
        (one) => alerts(one) && one.verdict === 'false' && one.persona === persona,
      ).length;
      rates.set(persona, own);
    }
  }
  return table(
    ['persona', 'roles and users', 'false a month'],
    [...rates]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([persona, { wrong, months, principals }]) => [persona, principals, (wrong / months).toFixed(1)]),
  );
}

/**
 * Signals with a p-value in organisations without thefts: how many are claimed, which is the p-value times the role
 * groups' windows, is not known, so the claim is the budget of the rule for each role or user a month.
 */
export function calibrationRow(tolerance: number, scores: readonly ScenarioScore[]): string[] {
  const months = scores.reduce((sum, one) => sum + one.months, 0);
  const signals = scores.flatMap((one) => one.signals).filter(alerts);
  const tested = signals.filter(({ signal }) => signal.pValue !== null).length;
  return [
    String(tolerance),
    (signals.length / months).toFixed(1),
    (tested / months).toFixed(1),
    ((signals.length - tested) / months).toFixed(1),
  ];
}

export function calibrationTable(rows: readonly (readonly string[])[]): string {
  return table(['tolerance', 'signals a month', 'with a p-value', 'by absolute priors'], rows);
}
