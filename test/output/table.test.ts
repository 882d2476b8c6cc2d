import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { printable, printableJson } from '../../src/output/printable.js';
import { signalSentence } from '../../src/output/signal-sentence.js';
import { signalTable } from '../../src/output/table.js';
import { painter } from '../../src/output/terminal/colour.js';
import { textWidth } from '../../src/output/terminal/text-width.js';
import { subjectOf } from '../../src/rule/rule-subject.js';
import { HOSTILE, MADE_RULE, madeSignal } from './made-run.js';
import { runs } from '../support/thorough.js';

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
      const text = signalTable(list, [MADE_RULE], { most: 50 });
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
          '2026-03-01 12:00',
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
    { numRuns: runs(60) },
  );
});

const wide = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(...HOSTILE, '漢字'.repeat(40), '👩‍👩‍👧'.repeat(20), `e${'\u0301'.repeat(100_000)}`),
  fc
    .tuple(fc.constantFrom('role', 'ロール', 'a-long-name-of-a-role-that-goes-on'), fc.nat({ max: 1e15 }))
    .map(([role, session]) => `arn:aws:sts::111122223333:assumed-role/${role}/i-${session}`),
);

test('no line is wider than the terminal, and status and counts are always whole', () => {
  fc.assert(
    fc.property(
      signals,
      fc.array(wide, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 44, max: 220 }),
      fc.boolean(),
      fc.boolean(),
      (list, keys, width, verbose, several) => {
        const named = list.slice(0, 6).map((signal, index) => {
          const key = keys[index % keys.length]!;
          return madeSignal({ ...signal, reasons: [key], message: key, rule: { id: 'r', name: key } }, key);
        });
        const rules = several ? [MADE_RULE, MADE_RULE] : [MADE_RULE];
        const text = signalTable(named, rules, { width, verbose });
        const lines = text.slice(0, -1).split('\n');
        for (const line of lines) expect(textWidth(line), line).toBeLessThanOrEqual(width);
        expect(text.length).toBeLessThan(100_000);
        let at = 2;
        for (const { status, suppressed, estimated, observed } of named) {
          const about = estimated ? '~' : '';
          const figures = [
            suppressed === null ? status : 'suppressed',
            `${about}${observed.retrievals}`,
            `${about}${observed.distinctSecrets}`,
            `${observed.newSecrets}`,
          ].map((figure) => figure.replace('~', '\\~'));
          const row = new RegExp(`(?:^| )${figures.join(' +')}(?: |$)`);
          at = lines.findIndex((line, index) => index >= at && row.test(line)) + 1;
          expect(at, `${figures.join()} in\n${text}`).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: runs(150) },
  );
});

test('on 80 columns, the times of signals stay beside their identities, of which role and session can be told', () => {
  const key = 'arn:aws:sts::333344445555:assumed-role/billing-instance-profile-6/i-0a350545c1347ca62';
  const text = signalTable([madeSignal({}, key)], [MADE_RULE], { width: 80 });
  expect(text.split('\n')[2]).toMatch(/^2026-03-01 12:00 .* …\/bil\S+…\S+-6\/i-0a\S*…\S+a62$/);
});

test('where there is no room beside the figures, identities are on lines of their own', () => {
  const [first, second] = signalTable([madeSignal()], [MADE_RULE], { width: 50 }).split('\n').slice(2);
  expect(first).toMatch(/high +31 +29 +1/);
  expect(second).toMatch(/^ {2}.*user\/ann/);
});

test('with verbose, why a signal is one and its reasons are below it, and not the Markdown of its message', () => {
  const reasons = ['first reason', 'x '.repeat(50).trim()];
  const signal = madeSignal({ reasons, message: '## Goal' });
  const text = signalTable([signal], [MADE_RULE], { verbose: true, width: 100 });
  const unwrapped = text.replaceAll(/\n {4}(?! *-)/g, ' ');
  expect(unwrapped).toContain(
    ' signal 0123456789abcdef of arn:aws:iam::111122223333:user/ann' +
      ` ${signalSentence(signal, { item: MADE_RULE.subject.noun, event: MADE_RULE.subject.event })}\n    - first reason\n    - x x`,
  );
  expect(text.match(/(?<= )x(?= |\n)/g)).toHaveLength(50);
  expect(text).not.toContain('Goal');
});

test('colours are around the figures, and change nothing else', () => {
  const list = [madeSignal(), madeSignal({ status: 'critical', suppressed: { by: 'x' } })];
  const plain = signalTable(list, [MADE_RULE], { verbose: true, width: 90 });
  const paint = painter({ isTTY: true }, {});
  const coloured = signalTable(list, [MADE_RULE], { verbose: true, width: 90, paint });
  expect(coloured).toContain('\u001b[31mhigh      \u001b[0m');
  expect(coloured).toContain('\u001b[2msuppressed\u001b[0m');
  const bare = stripVTControlCharacters(coloured)
    .split('\n')
    .map((line) => line.trimEnd());
  expect(bare).toEqual(plain.split('\n'));
});

describe('characters that control a terminal, reverse text or cannot be seen are replaced', () => {
  const isHarmful = (character: string): boolean =>
    /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u.test(character) &&
    !['\u200c', '\u200d', '\ufe0e', '\ufe0f'].includes(character);

  test('these, and no other characters', () => {
    for (let code = 0; code < 0x110000; code++) {
      const character = String.fromCodePoint(code);
      if ((printable(character) === '\ufffd') !== (isHarmful(character) || code === 0xfffd)) {
        expect.fail(`U+${code.toString(16)}`);
      }
    }
  });

  test('a text of JSON has escapes in their place, and says the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE)), (text) => {
        const json = JSON.stringify({ text, unprotected: '\u009b2J \u202e' }, null, 2);
        const safe = printableJson(json);
        expect(JSON.parse(safe)).toEqual(JSON.parse(json));
        expect(Array.from(safe.replaceAll('\n', '')).filter(isHarmful)).toEqual([]);
      }),
    );
  });

  test('in a table too, except line ends', () => {
    const text = signalTable(
      HOSTILE.map((key) =>
        madeSignal({ reasons: [key], message: `${key}\n${key}`, rule: { id: key, name: key } }, key),
      ),
      [MADE_RULE, MADE_RULE],
      { verbose: true, width: 70 },
    );
    expect(Array.from(text.replaceAll('\n', '')).filter(isHarmful)).toEqual([]);
  });
});

test('no signals give no table; signals beyond the limit are counted', () => {
  expect(signalTable([], [MADE_RULE])).toBe('');
  expect(
    signalTable([madeSignal()], [{ ...MADE_RULE, subject: subjectOf({ query: '@evt.name:GetParameter' }) }], {
      most: 1,
    }),
  ).toMatch(/^start \(UTC\).* parameters .*identity\n/);
  expect(signalTable([madeSignal(), madeSignal(), madeSignal()], [MADE_RULE], { most: 1 })).toMatch(
    /\n… and 2 more; signals\.ndjson \(--format signals\) has all of them\n$/,
  );
});

test('with several rules, each signal names its own, and the columns have words for all of them', () => {
  const text = signalTable(
    [madeSignal()],
    [MADE_RULE, { ...MADE_RULE, subject: subjectOf({ query: '@evt.name:Decrypt' }) }],
  );
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
