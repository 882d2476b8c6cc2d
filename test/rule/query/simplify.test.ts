import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import { decide, isNothing } from '../../../src/rule/query/decide.js';
import { eventAttributes, knownValues } from '../../../src/rule/query/event-attributes.js';
import { matches } from '../../../src/rule/query/matches.js';
import { parseQuery } from '../../../src/rule/query/parse-query.js';
import { printQuery } from '../../../src/rule/query/print-query.js';
import { queries } from './query-arbitrary.js';

test('what remains of a query matches just what the query matches among events of that name and source', () => {
  const names = fc.constantFrom('GetSecretValue', 'GetParameter', '', 'a');
  const sources = fc.constantFrom('secretsmanager.amazonaws.com', 'ssm.amazonaws.com', '');
  const others = fc.record({
    awsRegion: fc.constantFrom('us-east-1', 'a'),
    errorCode: fc.constantFrom('a', null),
  });
  let decided = 0;
  fc.assert(
    fc.property(queries, names, sources, others, (query, eventName, eventSource, more) => {
      const event = parseEvent({ ...more, eventName, eventSource });
      const left = decide(query, knownValues(eventSource, eventName));
      expect(matches(left, eventAttributes(event))).toBe(matches(query, eventAttributes(event)));
      if (left.kind === 'everything' || isNothing(left)) decided++;
    }),
    { numRuns: 2000 },
  );
  expect(decided).toBeGreaterThan(100);
});

test.each([
  ['source:cloudtrail @evt.name:GetSecretValue', '*'],
  ['@evt.name:GetSecretValue region:us-east-1', 'region:us-east-1'],
  ['@evt.name:(GetSecretValue OR Decrypt) -@userIdentity.invokedBy:x', '-@userIdentity.invokedBy:x'],
  ['@evt.name:Decrypt region:us-east-1', '-*'],
  ['-@evt.name:Decrypt', '*'],
  ['service:secretsmanager', '*'],
  ['@eventSource:kms*', '-*'],
  ['@evt.name:Decrypt OR region:a', 'region:a'],
])('of %s there remains %s', (text, left) => {
  const known = knownValues('secretsmanager.amazonaws.com', 'GetSecretValue');
  const expected = left === '-*' ? true : printQuery(parseQuery(left));
  const found = decide(parseQuery(text), known);
  expect(isNothing(found) ? true : printQuery(found)).toBe(expected);
});
