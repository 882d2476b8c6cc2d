import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable, signalTable } from '../../src/output/table.js';
import { subjectOf } from '../../src/rule/rule-subject.js';
import { HOSTILE, MADE_RULE, madeSignal } from './made-run.js';

const counts = fc.nat({ max: 10_000_000 });
const signals = fc.array(
  fc
    .record({
      status: fc.constantFrom('info', 'low', 'medium', 'high', 'critical'),
      retrievals: counts,
      distinctSecrets: counts,
      newSecrets: counts,
      estimated: fc.boolean(),
      suppressed: fc.boolean(),
      pValue: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      key: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)),
    })
    .map(({ status, estimated, suppressed, pValue, key, ...observed }) =>
      madeSignal(
        {
          status,
          estimated,
          observed: { ...observed, failures: 0 },
          suppressed: suppressed ? { by: 'rule' } : null,
          analyses: [{ kind: 'volume', windowSeconds: 300, observed: 1, upperBound: 0, pValue }],
        },
        key,
      ),
    ),
  { minLength: 1, maxLength: 60 },
);

test('every signal is one line with its columns below their titles, whatever the names of identities', () => {
  fc.assert(
    fc.property(signals, (list) => {
      const text = signalTable(list, [MADE_RULE], 50);
      expect(text.endsWith('\n')).toBe(true);
      const lines = text.slice(0, -1).split('\n');
      const [titles, rule, ...rows] = lines as [string, string, ...string[]];
      expect(rows).toHaveLength(list.length > 50 ? 51 : list.length);
      // The dashes of the second line show the columns; between columns there are only spaces.
      const columns = [...rule.matchAll(/─+/g)].map(({ index, 0: dashes }) => [index, index + dashes.length]);
      expect(columns).toHaveLength(8);
      for (const [n, line] of [titles, ...rows.slice(0, 50)].entries()) {
        const row = line.padEnd(rule.length);
        const cells = columns.map(([from, to], column) =>
          column === 7 ? row.slice(from) : row.slice(from, to),
        );
        for (const [from] of columns.slice(1)) expect(row.slice(from! - 2, from)).toBe('  ');
        if (n === 0) continue;
        const signal = list[n - 1]!;
        const about = signal.estimated ? '~' : '';
        expect(cells.slice(0, 6).map((cell) => cell.trim())).toEqual([
          '2026-03-01 12:00:00',
          '30',
          signal.suppressed === null ? signal.status : 'suppressed',
          `${about}${signal.observed.retrievals}`,
          `${about}${signal.observed.distinctSecrets}`,
          String(signal.observed.newSecrets),
        ]);
        // Numbers are aligned right.
        for (const number of cells.slice(3, 6)) expect(number).toBe(number.trimEnd());
        expect(cells[7]!.trimEnd()).toBe(printable(signal.identity.key).trimEnd());
      }
    }),
    { numRuns: 60 },
  );
});

describe('characters that control a terminal or reverse text are replaced', () => {
  const isHarmful = (character: string): boolean => /\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/u.test(character);

  test('these, and no other characters of the basic plane', () => {
    for (let code = 0; code < 0x10000; code++) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const character = String.fromCharCode(code);
      const replaced = printable(character) !== character;
      const where = `U+${code.toString(16)}`;
      if (isHarmful(character)) expect(printable(character), where).toBe('\ufffd');
      // U+202x is replaced as a block; it has no visible characters.
      else if (replaced) expect(code, where).toBeGreaterThanOrEqual(0x2028);
    }
  });

  test('in a table too, except line ends', () => {
    const text = signalTable(
      HOSTILE.map((key) => madeSignal({}, key)),
      [MADE_RULE],
    );
    expect(Array.from(text.replaceAll('\n', '')).filter(isHarmful)).toEqual([]);
  });
});

test('no signals give no table; signals beyond the limit are counted', () => {
  expect(signalTable([], [MADE_RULE])).toBe('');
  expect(signalTable([madeSignal()], [{ subject: subjectOf({ query: '@evt.name:GetParameter' }) }], 1)).toMatch(
    /^start \(UTC\).* parameters .*identity\n/,
  );
  expect(signalTable([madeSignal(), madeSignal(), madeSignal()], [MADE_RULE], 1)).toMatch(
    /\n… and 2 more; signals\.ndjson \(--format signals\) has all of them\n$/,
  );
});

test('with several rules, each signal names its own, and the columns have words for all of them', () => {
  const text = signalTable([madeSignal()], [MADE_RULE, { subject: subjectOf({ query: '@evt.name:Decrypt' }) }]);
  expect(text).toMatch(/^start \(UTC\).* {2}events {2}items .*identity +rule\n/);
  expect(text).toMatch(/user\/ann {2}Rule\n$/);
});

test('the p-value of a signal is shown, or a dash when it has none', () => {
  const lines = signalTable(
    [madeSignal({ pValue: 3.4e-12 }), madeSignal({ pValue: null })],
    [MADE_RULE],
  ).split('\n');
  expect(lines[2]).toMatch(/ {2}3e-12 {2}arn:/);
  expect(lines[3]).toMatch(/ {2}- {2}arn:/);
});
