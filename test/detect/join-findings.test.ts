import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_CASE, type Finding } from '../../src/detect/finding.js';
import { joinFindings } from '../../src/detect/join-findings.js';
import { runs } from '../support/thorough.js';

const LONGEST = 10;

const finding = (start: number, end: number): Finding => ({
  session: 0,
  start,
  end,
  result: { kind: 'volume', windowSeconds: 300, observed: 9, upperBound: 1, pValue: 1e-9 },
  severity: FIRST_CASE,
});
const joined = (...findings: readonly Finding[]): [number, number, number][] =>
  joinFindings(findings, LONGEST).map((span) => [span.start, span.end, span.findings.length]);

test('findings that share a bucket are one signal, neighbours are two', () => {
  expect(joined(finding(4, 7), finding(1, 5))).toEqual([[1, 7, 2]]);
  expect(joined(finding(1, 4), finding(4, 7))).toEqual([
    [1, 4, 1],
    [4, 7, 1],
  ]);
});

test('a finding that would make the signal too long starts another one where that ends', () => {
  expect(joined(finding(0, 8), finding(6, 12), finding(7, 9))).toEqual([
    [0, 8, 1],
    [8, 12, 2],
  ]);
});

test('of findings with the same buckets the first comes first', () => {
  const [first, second] = [finding(1, 3), finding(1, 3)];
  expect(joinFindings([first, second], LONGEST)[0]!.findings).toEqual([first, second]);
  expect(joinFindings([first, second], LONGEST)[0]!.findings[0]).toBe(first);
});

test('every finding is in one signal, and signals are in order, without overlap, at most the longest', () => {
  const findings = fc.array(
    fc
      .tuple(fc.nat({ max: 40 }), fc.integer({ min: 1, max: LONGEST }))
      .map(([start, length]) => finding(start, start + length)),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(findings, (all) => {
      const spans = joinFindings(all, LONGEST);
      expect(new Set(spans.flatMap((span) => span.findings))).toEqual(new Set(all));
      expect(spans.reduce((sum, span) => sum + span.findings.length, 0)).toBe(all.length);
      spans.forEach(({ start, end }, at) => {
        expect(end).toBeGreaterThan(start);
        expect(end - start).toBeLessThanOrEqual(LONGEST);
        if (at > 0) expect(start).toBeGreaterThanOrEqual(spans[at - 1]!.end);
      });
    }),
    { numRuns: runs(500) },
  );
});
