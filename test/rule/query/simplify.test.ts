import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import { matchesNothing, simplify } from '../../../src/rule/query/simplify.js';
import { eventAttributes, knownValues } from '../../../src/rule/query/event-attributes.js';
import { matches } from '../../../src/rule/query/matches.js';
import { parseQuery } from '../../../src/rule/query/parse-query.js';
import { printQuery } from '../../../src/rule/query/print-query.js';
import { queries } from './query-arbitrary.js';
import { runs } from '../../support/thorough.js';

test('a simplified query matches the same events with that name and source as the query', () => {
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
      const simplified = simplify(query, knownValues(eventSource, eventName));
      expect(matches(simplified, eventAttributes(event))).toBe(matches(query, eventAttributes(event)));
      if (simplified.kind === 'everything' || matchesNothing(simplified)) decided++;
    }),
    { numRuns: runs(2000) },
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
])('%s is simplified to %s', (text, simplified) => {
  const known = knownValues('secretsmanager.amazonaws.com', 'GetSecretValue');
  const expected = simplified === '-*' ? true : printQuery(parseQuery(simplified));
  const found = simplify(parseQuery(text), known);
  expect(matchesNothing(found) ? true : printQuery(found)).toBe(expected);
});
