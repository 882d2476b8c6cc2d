import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidingRow, type SignalFacts } from '../../src/detect/grade.js';
import { gradeRecurring } from '../../src/detect/recurring.js';
import { ANALYSIS_KINDS } from '../../src/model/analysis-kinds.js';
import {
  DESCRIBED_SEVERITY_ROWS,
  SEVERITY_ROWS,
  type SeverityOverrides,
} from '../../src/model/severity-table.js';
import { type Signal, type SignalStatus, severityOf } from '../../src/model/signal.js';
import { DAY, HOUR } from '../../src/model/time.js';
import { BUILT_IN_RULE, BUILT_IN_RULE_JSON } from '../../src/rule/built-in.js';
import { resolveRule } from '../../src/rule/parse-rule.js';
import { ELSEWHERE, loot, SmallOrganisation } from '../support/small-organisation.js';

interface Facts {
  readonly kinds: readonly string[];
  readonly newItems?: number;
  readonly keptItems?: number;
  readonly similarItems?: number;
  readonly hasNewNetwork?: boolean;
  readonly hasNewTool?: boolean;
  readonly attempts?: number;
  readonly isPerson?: boolean;
}

function factsOf({
  kinds,
  newItems = 0,
  keptItems = 0,
  similarItems = 0,
  hasNewNetwork = false,
  hasNewTool = false,
  attempts = 0,
  isPerson = false,
}: Facts): SignalFacts {
  return {
    kinds: new Set(kinds),
    newItems,
    keptItems,
    similarItems,
    hasNewNetwork,
    hasNewTool,
    attempts,
    isPerson,
  };
}

const rowOf = (facts: Facts): string => decidingRow(factsOf(facts)).name;
const statusOf = (facts: Facts): SignalStatus => decidingRow(factsOf(facts)).status;

const CASES: readonly (readonly [string, SignalStatus, Facts])[] = [
  ['copiedKey', 'critical', { kinds: ['credential'] }],
  ['spreadNewItems', 'critical', { kinds: ['spread'], newItems: 5 }],
  ['spread', 'high', { kinds: ['spread'], newItems: 4 }],
  ['attemptsNewItems', 'critical', { kinds: ['attempts'], newItems: 3, attempts: 3 }],
  ['manyAttempts', 'high', { kinds: ['attempts'], newItems: 2, attempts: 5 }],
  ['attempts', 'medium', { kinds: ['attempts'], newItems: 2, hasNewNetwork: true, attempts: 4 }],
  ['attempts', 'medium', { kinds: ['attempts'], attempts: 30, isPerson: true }],
  ['manyNewItemsFromNewOrigin', 'critical', { kinds: ['novelty'], newItems: 20, hasNewNetwork: true }],
  ['newItemsFromNewOrigin', 'high', { kinds: ['novelty'], newItems: 19, hasNewNetwork: true }],
  ['manyNewItems', 'high', { kinds: ['novelty'], newItems: 20 }],
  ['manySimilarItems', 'medium', { kinds: ['novelty'], newItems: 2, similarItems: 50 }],
  ['similarItemsWithNewTool', 'medium', { kinds: ['novelty'], similarItems: 10, hasNewTool: true }],
  ['similarItems', 'low', { kinds: ['novelty'], similarItems: 9, hasNewTool: true }],
  ['similarItems', 'low', { kinds: ['novelty'], newItems: 2, similarItems: 49 }],
  ['newItems', 'medium', { kinds: ['novelty'], newItems: 19, similarItems: 99 }],
  ['newItems', 'medium', { kinds: ['novelty'], newItems: 3, isPerson: true }],
  ['fewNewItems', 'medium', { kinds: ['novelty'], newItems: 1 }],
  ['itemsReadAgain', 'low', { kinds: ['novelty'] }],
  ['itemsReadAgain', 'low', { kinds: ['novelty'], newItems: 2, isPerson: true }],
  ['newItems', 'medium', { kinds: ['novelty', 'volume'], newItems: 3, similarItems: 1 }],
  ['coincidenceNewItems', 'high', { kinds: ['coincidence'], newItems: 3 }],
  ['coincidence', 'medium', { kinds: ['coincidence'], newItems: 2, hasNewNetwork: true }],
  ['originKeptItems', 'low', { kinds: ['origin'], newItems: 2, keptItems: 3, hasNewNetwork: true }],
  ['originNewItems', 'high', { kinds: ['origin'], newItems: 3, keptItems: 9, hasNewNetwork: true }],
  ['origin', 'medium', { kinds: ['origin'], newItems: 2, keptItems: 2 }],
  ['originNewItems', 'high', { kinds: ['origin'], newItems: 3, hasNewNetwork: true }],
  ['origin', 'medium', { kinds: ['origin'], newItems: 9, isPerson: true }],
  ['origin', 'medium', { kinds: ['origin'], newItems: 2, hasNewNetwork: true }],
  ['volumeManyNewItems', 'medium', { kinds: ['volume'], newItems: 10 }],
  ['volumeNewItemsFromNewOrigin', 'medium', { kinds: ['breadth'], newItems: 5, hasNewNetwork: true }],
  ['volumeNewItems', 'low', { kinds: ['volume', 'breadth'], newItems: 9 }],
  ['volumeNewItems', 'low', { kinds: ['crossAccount'], newItems: 3 }],
  ['volumeFromNewOrigin', 'low', { kinds: ['volume'], newItems: 2, hasNewNetwork: true }],
  ['volumeOnly', 'info', { kinds: ['volume', 'breadth'], newItems: 2, similarItems: 60, hasNewTool: true }],
  ['volumeOnly', 'info', { kinds: ['denied'] }],
];

describe('the severity table', () => {
  test.each(CASES)('%s is %s: %j', (row, status, facts) => {
    expect(rowOf(facts)).toBe(row);
    expect(statusOf(facts)).toBe(status);
  });

  test('has a case above for each row, and rows for each analysis', () => {
    const rows = SEVERITY_ROWS.map(([name]) => name);
    expect([...new Set(CASES.map(([name]) => name))].sort()).toEqual([...rows].sort());
    const last = new Map(SEVERITY_ROWS.map(([, row]) => [row.of, row]));
    expect([...last.keys(), 'volume', 'breadth'].sort()).toEqual([...ANALYSIS_KINDS, 'others'].sort());
    // Nothing is left without a row: the last one of each asks for no more.
    for (const row of last.values()) expect(Object.keys(row).sort()).toEqual(['of', 'status']);
  });

  test('new items from a new origin are above new items, and these above more of the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.boolean(), (newItems, hasNewTool) => {
        const severity = (facts: Facts): number => severityOf(statusOf(facts));
        const alone = severity({ kinds: ['novelty'], newItems, hasNewTool });
        expect(severity({ kinds: ['novelty'], newItems, hasNewTool, hasNewNetwork: true })).toBeGreaterThan(
          alone,
        );
        expect(alone).toBeGreaterThan(severity({ kinds: ['volume', 'breadth'], hasNewTool }));
        expect(alone).toBeGreaterThanOrEqual(severity({ kinds: ['volume'], newItems, hasNewTool }));
        expect(alone).toBeGreaterThan(severity({ kinds: ['novelty'], similarItems: 9, hasNewTool }));
      }),
    );
  });

  test('one more finding never makes a signal less severe', () => {
    const facts = fc.record({
      kinds: fc.uniqueArray(fc.constantFrom(...ANALYSIS_KINDS)),
      newItems: fc.nat(60),
      keptItems: fc.nat(60),
      similarItems: fc.nat(60),
      hasNewNetwork: fc.boolean(),
      hasNewTool: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, fc.constantFrom(...ANALYSIS_KINDS), (some, kind) => {
        const more = { ...some, kinds: [...some.kinds, kind] };
        expect(severityOf(statusOf(more))).toBeGreaterThanOrEqual(severityOf(statusOf(some)));
      }),
    );
  });

  test.each<[string, Facts]>([
    ['attemptsNewItems', { kinds: ['attempts', 'novelty', 'origin'], newItems: 20, hasNewNetwork: true }],
    ['newItemsFromNewOrigin', { kinds: ['attempts', 'novelty'], newItems: 1, hasNewNetwork: true }],
    ['newItemsFromNewOrigin', { kinds: ['novelty', 'origin'], newItems: 3, hasNewNetwork: true }],
    ['origin', { kinds: ['novelty', 'origin', 'volume'], similarItems: 4 }],
  ])('of several analyses the most severe row decides: %s: %j', (row, facts) => {
    expect(rowOf(facts)).toBe(row);
  });

  test('volume of nothing but own items from own origins is below low', () => {
    expect(severityOf(statusOf({ kinds: ['volume', 'breadth'] }))).toBeLessThan(severityOf('low'));
  });

  test('is in docs/detection.md as it is', () => {
    const page = readFileSync(new URL('../../docs/detection.md', import.meta.url), 'utf8');
    const lines = DESCRIBED_SEVERITY_ROWS.map(
      ({ name, when, status }) => `| \`${name}\` | ${when} | \`${status}\` |`,
    );
    const table = ['| row | when | status |', '|---|---|---|', ...lines].join('\n');
    expect(page).toContain(`${table}\n\n`);
  });
});

describe('trailspike.severity', () => {
  const VICTIM = 0;
  const ruleWith = (severity: SeverityOverrides | undefined) =>
    resolveRule(
      {
        ...BUILT_IN_RULE_JSON,
        trailspike: { ...BUILT_IN_RULE_JSON.trailspike, ...(severity && { severity }) },
      },
      'f',
    );
  const statusesOf = (organisation: SmallOrganisation, severity?: SeverityOverrides): SignalStatus[] =>
    organisation.signals(true, ruleWith(severity)).map(({ status }) => status);
  const theft = new SmallOrganisation(20).read(VICTIM, 15 * DAY + 7, loot(20), 30);
  const outside = new SmallOrganisation(20);
  for (const [n, name] of loot(8).entries()) {
    outside.call('GetSecretValue', VICTIM, 15 * DAY + n, name, ELSEWHERE, 'ASIAANOTHERKEY00000');
  }
  const busy = new SmallOrganisation(25);
  const rotation = busy.role('rotation');
  const own = Array.from({ length: 40 }, (_, n) => `rotation/${n}`);
  for (let n = 0; n < 20 * 12; n++) {
    busy.read(rotation, n * 2 * HOUR, [own[(2 * n) % 40]!, own[(2 * n + 1) % 40]!]);
  }
  busy.read(rotation, 20 * DAY + 70, own, 1);

  test('gives signals of a row the status that it says, and no others', () => {
    expect(statusesOf(theft)).toEqual(['high']);
    expect(statusesOf(theft, { manyNewItems: 'critical' })).toEqual(['critical']);
    expect(statusesOf(theft, { newItemsFromNewOrigin: 'low', volumeOnly: 'critical' })).toEqual(['high']);
    expect(statusesOf(outside)).toEqual(['high']);
    expect(statusesOf(outside, { newItemsFromNewOrigin: 'critical' })).toEqual(['critical']);
    expect(statusesOf(busy)).toEqual(['info']);
    expect(statusesOf(busy, { volumeOnly: 'low' })).toEqual(['low']);
  });

  test('leaves the reasons: items, networks, tools, or that nothing is new', () => {
    const reasonsOf = (organisation: SmallOrganisation): (readonly string[])[] =>
      organisation.signals(true, ruleWith({ volumeOnly: 'low' })).map(({ reasons }) => reasons);
    expect(reasonsOf(theft)).toEqual([['20 never read before, which nothing explains']]);
    expect(reasonsOf(outside)).toEqual([
      [
        '8 never read before, which nothing explains',
        'from 203.0.113.0/24, strange to the organisation',
        'with a tool that it never used before',
      ],
    ]);
    expect(reasonsOf(busy)).toEqual([['nothing new, from nowhere new']]);
  });

  test('changes nothing but the status', () => {
    const without = (signals: Signal[]) => signals.map((one) => ({ ...one, status: null }));
    for (const organisation of [theft, outside, busy]) {
      const all = Object.fromEntries(DESCRIBED_SEVERITY_ROWS.map(({ name }) => [name, 'critical' as const]));
      const changed = organisation.signals(true, ruleWith(all));
      expect(new Set(changed.map(({ status }) => status))).toEqual(new Set(['critical']));
      expect(without(changed)).toEqual(without(organisation.signals(true)));
    }
  });

  test('left out, or with the statuses of the table, it is the built-in grading', () => {
    expect(ruleWith(undefined)).toEqual(BUILT_IN_RULE);
    const table = Object.fromEntries(DESCRIBED_SEVERITY_ROWS.map(({ name, status }) => [name, status]));
    for (const organisation of [theft, outside, busy]) {
      expect(organisation.signals(true, ruleWith(table))).toEqual(organisation.signals(true));
    }
  });

  test('says what becomes of what recurs alike, where that is lower', () => {
    const [one] = theft.signals();
    const weekly = [0, 7, 14, 21].map((days): Signal => {
      const at = Date.UTC(2026, 0, 5 + days);
      const [start, end] = [at, at + 600_000].map((time) => `${new Date(time).toISOString().slice(0, 19)}Z`);
      return { ...one!, status: 'medium', start: start!, end: end! };
    });
    const graded = (to?: SignalStatus): SignalStatus[] =>
      gradeRecurring(weekly, to).map(({ status }) => status);
    expect(graded()).toEqual(['medium', 'medium', 'low', 'low']);
    expect(graded('info')).toEqual(['medium', 'medium', 'info', 'info']);
    expect(graded('high')).toEqual(['medium', 'medium', 'medium', 'medium']);
  });
});
