import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRecordPath } from '../../../src/decode/cloudtrail/record-fields.js';
import { eventFieldIssue } from '../../../src/rule/query/field-issue.js';
import { otherLogs } from '../../../src/rule/query/other-logs.js';
import { parseQuery } from '../../../src/rule/query/parse-query.js';
import { noRealRecords, realRecords } from '../../support/real-records.js';
import { describeUnless } from '../../support/skipping.js';

test.each([
  '@eventName',
  '@userIdentity.sessionContext.sessionIssuer.userName',
  '@userIdentity.sessionContext.attributes.mfaAuthenticated',
  '@userIdentity.sessionContext',
  '@requestParameters.anything.at.all',
  '@responseElements.ConsoleLogin',
  '@additionalEventData.MFAUsed',
  '@serviceEventDetails.x',
  '@resources.ARN',
  '@tlsDetails.tlsVersion',
  '@usr.account_id',
  'status',
  'region',
])('%s is a field of events', (field) => {
  expect(eventFieldIssue(field)).toBeUndefined();
});

test.each([
  ['@evt.nmae', '@evt.name'],
  ['@userIdentity.arm', '@userIdentity.arn'],
  ['@useridentity.ARN', '@userIdentity.arn'],
  ['@userIdentity.sessionname', '@userIdentity.session_name'],
  ['eventName', '@eventName'],
  ['@mfaAuthenticated', '@userIdentity.sessionContext.attributes.mfaAuthenticated'],
  ['@requestParameter.name', '@requestParameters.name'],
  ['regions', 'region'],
])('%s is refused, and %s is suggested', (field, suggested) => {
  const issue = `no CloudTrail event has the field "${field}"`;
  expect(eventFieldIssue(field)).toBe(`${issue}; did you mean "${suggested}"?`);
});

test.each([
  '@network.client.geoip.country.iso_code',
  '@network.client.geoip',
  '@threat_intel.results.category',
  '@http.useragent_details.os.family',
])('%s is refused because it needs data that is not in CloudTrail', (field) => {
  expect(eventFieldIssue(field)).toContain(`the field "${field}" needs data that no CloudTrail record has`);
});

test('a field below one that has none is refused', () => {
  expect(eventFieldIssue('@eventName.x')).toContain('no CloudTrail event has');
  expect(eventFieldIssue('@constructor')).toContain('no CloudTrail event has');
});

describe('other logs', () => {
  test.each([
    ['source:vpc', true],
    ['source:cloudtrail', false],
    ['source:(cloudtrail OR vpc)', false],
    ['-source:vpc @evt.name:A', false],
    ['-source:cloudtrail @evt.name:A', true],
    ['source:verified-access @evt.name:A', true],
    ['source:cloud*', false],
    ['service:waf', true],
    ['service:waf status:error', true],
    ['service:waf @evt.name:DeleteWebACL', false],
    ['source:cloudtrail service:waf', false],
    ['service:kms', false],
    ['-*', false],
  ])('%s asks for them: %s', (query, expected) => {
    expect(otherLogs(parseQuery(query)) !== undefined).toBe(expected);
  });
});

/** The paths of all fields of a value, without those below a list or object that is free. */
function* pathsIn(value: unknown, parent: string): Generator<string> {
  if (Array.isArray(value)) {
    for (const each of value) yield* pathsIn(each, parent);
    return;
  }
  if (parent !== '') yield parent;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value))
    yield* pathsIn(each, parent === '' ? key : `${parent}.${key}`);
}

describeUnless(noRealRecords, 'recorded CloudTrail', () => {
  test('has no field that is not known', () => {
    const folder = join(realRecords, 'stratus-red-team/docs/detonation-logs');
    const records = readdirSync(folder).flatMap(
      (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown[],
    );
    records.push(
      ...readFileSync(join(realRecords, 'odd-records.ndjson'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    );
    expect(records.length).toBeGreaterThan(300);
    const unknown = new Set(
      records.flatMap((record) => [...pathsIn(record, '')]).filter((path) => !isRecordPath(path)),
    );
    expect([...unknown]).toEqual([]);
  });
});
