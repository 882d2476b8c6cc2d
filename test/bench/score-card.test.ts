import { expect, test } from 'vitest';
import type { JobResult } from '../../bench/detection/run-job.js';
import { comparisonTable, falseByPersonaTable, missedByAll } from '../../bench/detection/tables.js';
import { scoreCard } from '../../bench/detection/score-card.js';

const theft = (id: string, shape: string, delay: number | null) =>
  ({ organisation: 'mixed/1', id, shape, persona: 'lambda', delay }) as const;
const wrong = (persona: 'person' | 'weekly') =>
  ({ organisation: 'mixed/1', persona, key: 'k', start: 0, end: 300, alertAt: 300 }) as const;

/** 100 principals over 30 days; `found` finds half of the thefts and is wrong three times. */
const RESULT: JobResult = {
  mode: 'arn',
  organisation: 'mixed/1',
  principals: { lambda: 60, person: 30, weekly: 10 },
  identities: 120,
  calls: 1000,
  detectors: [
    {
      name: 'found',
      took: 10,
      score: {
        organisation: 'mixed/1',
        thefts: [
          theft('1', 'dump', 60),
          theft('2', 'dump', null),
          theft('3', 'mimic', 600),
          theft('4', 'mimic', null),
        ],
        falseFindings: [wrong('person'), wrong('weekly'), wrong('weekly')],
        trueFindings: 2,
        principalDays: 3000,
      },
    },
    {
      name: 'blind',
      took: 0,
      score: {
        organisation: 'mixed/1',
        thefts: ['dump', 'dump', 'mimic', 'mimic'].map((shape, i) => theft(`${i + 1}`, shape, null)),
        falseFindings: [],
        trueFindings: 0,
        principalDays: 3000,
      },
    },
  ],
  descriptions: [],
  ranked: [],
};

test('rates are per 1,000 principals and 30 days, and those of the personas add up to them', () => {
  const found = scoreCard('found', [RESULT, RESULT]);
  expect(found.falseRate).toBe(30);
  expect(found.falseRateByPersona).toEqual({ person: 10, weekly: 20 });
  expect(found.falseRateByMix).toEqual({ mixed: 30 });
  expect(found.recall).toMatchObject({ found: 4, all: 8 });
  expect(found.recallByShape['dump']).toMatchObject({ found: 2, all: 4 });
  expect(found.delay).toEqual({ median: 600, p90: 600 });
});

test('a detector that finds nothing has a recall of 0 and no delay', () => {
  const blind = scoreCard('blind', [RESULT]);
  expect(blind.recall.found).toBe(0);
  expect(blind.recall.interval[0]).toBe(0);
  expect(blind.delay).toBeNull();
  expect(blind.falseRate).toBe(0);
});

test('tables have a row for every shape and persona, and a cell for every detector', () => {
  const scoreCards = ['found', 'blind'].map((name) => scoreCard(name, [RESULT]));
  const lines = comparisonTable(scoreCards).split('\n');
  expect(lines[0]).toBe('| theft | found | blind |');
  expect(lines.filter((line) => /^\| (?:dump|mimic) /.test(line))).toHaveLength(2);
  expect(new Set(lines.map((line) => line.split('|').length))).toEqual(new Set([5]));
  expect(falseByPersonaTable(scoreCards, RESULT.principals)).toContain('| weekly | 10 % | 20 | 0 |');
  expect(missedByAll(scoreCards, [RESULT])).toBe(
    'Found by none of them: 1 × dump of lambda, 1 × mimic of lambda.',
  );
});
