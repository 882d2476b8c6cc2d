import { beforeAll, describe, expect, test } from 'vitest';
import { buildLabOrganisation } from '../../bench/detection/build-lab-organisation.js';
import { RIVALS } from '../../bench/detection/detectors.js';
import type { Finding } from '../../bench/detection/finding.js';
import type { LabOrganisation } from '../../bench/detection/lab-organisation.js';
import { mergeFindings } from '../../bench/detection/merge-findings.js';
import { score } from '../../bench/detection/score.js';
import { MERGE_LIMITS, trailspike } from '../../bench/detection/trailspike.js';

const OPTIONS = { mix: 'mixed', seed: 7, identities: 60, days: 16, thefts: 24 } as const;

let organisation: LabOrganisation;
beforeAll(() => {
  organisation = buildLabOrganisation({ ...OPTIONS, mode: 'arn' });
});

/** A detector that has read the labels. */
const oracle = ({ thefts }: LabOrganisation): Finding[] =>
  thefts.map(({ key, from, to }) => ({ key, start: from, end: to + 1, alertAt: to + 1 }));

describe('scores', () => {
  test('one that fires on exactly the thefts finds all of them and is never wrong', () => {
    const { thefts, falseFindings, trueFindings } = score(organisation, oracle(organisation));
    expect(thefts).toHaveLength(OPTIONS.thefts);
    expect(thefts.every(({ delay }) => delay !== null)).toBe(true);
    expect(falseFindings).toEqual([]);
    expect(trueFindings).toBe(OPTIONS.thefts);
    const longest = organisation.thefts.map(({ from, to }) => to + 1 - from);
    expect(thefts.map(({ delay }) => delay)).toEqual(longest);
  });

  test('one that fires on everybody all the time finds all, at once, and is wrong about all the others', () => {
    const { start, end, identities, thefts: real } = organisation;
    const all = identities.map(({ key }) => ({ key, start, end, alertAt: start }));
    const { thefts, falseFindings } = score(organisation, all);
    expect(thefts.every(({ delay }) => delay === 0)).toBe(true);
    const victims = new Set(real.map(({ key }) => key));
    expect(falseFindings.map(({ key }) => key)).toEqual(
      identities.map(({ key }) => key).filter((key) => !victims.has(key)),
    );
  });

  test('one that never fires finds nothing', () => {
    const { thefts, falseFindings } = score(organisation, []);
    expect(thefts.every(({ delay }) => delay === null)).toBe(true);
    expect(falseFindings).toEqual([]);
  });

  test('the right time of another identity, and another time of the right one, are wrong', () => {
    const [theft] = organisation.thefts;
    const { key, from, to } = theft!;
    const other = organisation.identities.find((one) => one.key !== key)!.key;
    const found = [
      { key: other, start: from, end: to + 1, alertAt: to + 1 },
      { key, start: from - 600, end: from, alertAt: from },
      { key, start: to + 1, end: to + 600, alertAt: to + 600 },
    ];
    const { thefts, falseFindings } = score({ ...organisation, thefts: [theft!] }, found);
    expect(thefts.map(({ delay }) => delay)).toEqual([null]);
    expect(falseFindings).toHaveLength(3);
  });

  test('rates are per role and user, however many identities their sessions are', () => {
    expect(score(organisation, []).principalDays).toBe(OPTIONS.identities * OPTIONS.days);
    expect(organisation.identities.length).toBeGreaterThan(OPTIONS.identities);
  });
});

describe('organisations', () => {
  test('with the same options are the same, and every detector finds the same in them', () => {
    const again = buildLabOrganisation({ ...OPTIONS, mode: 'arn' });
    expect(again.calls).toEqual(organisation.calls);
    expect(again.thefts).toEqual(organisation.thefts);
    for (const detector of [...RIVALS, trailspike(5)]) {
      const first = mergeFindings(detector.detect(organisation), MERGE_LIMITS);
      expect(first.length).toBeGreaterThan(0);
      expect(mergeFindings(detector.detect(again), MERGE_LIMITS)).toEqual(first);
    }
  });

  test('with another seed are others', () => {
    const other = buildLabOrganisation({ ...OPTIONS, seed: 8, mode: 'arn' });
    expect(other.thefts).not.toEqual(organisation.thefts);
  });

  test('with folded sessions make the same calls by fewer identities, thefts by the victims’ roles', () => {
    const folded = buildLabOrganisation({ ...OPTIONS, mode: 'issuer' });
    expect(folded.calls.time).toEqual(organisation.calls.time);
    expect(folded.identities.length).toBeLessThan(organisation.identities.length);
    const folds = folded.identities.filter(({ principalArn }) => !principalArn.includes('AWSReservedSSO_'));
    for (const { key, principalArn } of folds) expect(key).toBe(principalArn);
    for (const [i, theft] of folded.thefts.entries()) {
      const { key, rows } = organisation.thefts[i]!;
      expect(theft.rows).toEqual(rows);
      const victim = organisation.identities.find((one) => one.key === key)!;
      expect([victim.key, victim.principalArn]).toContain(theft.key);
    }
  });

  test('every call is its identity’s once', () => {
    expect(organisation.rows.reduce((sum, own) => sum + own.length, 0)).toBe(organisation.calls.size);
    organisation.rows.forEach((own, identity) => {
      for (const row of own) expect(organisation.calls.identity[row]).toBe(identity);
    });
  });
});
