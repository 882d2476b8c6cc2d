import { describe, expect, test } from 'vitest';
import { parseEvent } from '../../../src/decode/cloudtrail/api-event.js';
import { eventAttributes } from '../../../src/rule/query/event-attributes.js';
import { matches } from '../../../src/rule/query/matches.js';
import { parseQuery } from '../../../src/rule/query/parse-query.js';

const SESSION = {
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws-us-gov:sts::111122223333:assumed-role/app-role/i-0123456789abcdef0',
    accountId: '444455556666',
    sessionContext: { sessionIssuer: { userName: 'app-role' } },
  },
  recipientAccountId: '111122223333',
};
const USER = {
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/x/ann', userName: 'ann' },
};

describe('a field that Datadog derives', () => {
  test.each<[string, object, readonly string[]]>([
    ['@userIdentity.session_name', SESSION, ['i-0123456789abcdef0']],
    ['@userIdentity.assumed_role', SESSION, ['app-role']],
    ['@usr.account_id', SESSION, ['444455556666']],
    ['@usr.name', SESSION, ['app-role']],
    ['@usr.name', USER, ['ann']],
    // Only a role has sessions.
    ['@userIdentity.session_name', USER, []],
    ['@userIdentity.assumed_role', USER, []],
    ['@userIdentity.session_name', {}, []],
    ['@userIdentity.session_name', { userIdentity: { arn: 5 } }, []],
    ['status', USER, ['info']],
    ['status', { errorCode: 'AccessDenied' }, ['error']],
    ['@level', { errorMessage: 'Failed authentication' }, ['error']],
    ['@evt.outcome', USER, ['success']],
    ['@evt.outcome', { errorCode: 'Client.Something' }, ['failure']],
    ['@evt.outcome', { errorCode: '' }, ['success']],
  ])('%s of %j', (field, record, values) => {
    expect(eventAttributes(parseEvent(record)).valuesOf(field)).toEqual(values);
  });

  const selects = (query: string, record: object): boolean =>
    matches(parseQuery(query), eventAttributes(parseEvent(record)));

  test('matches in any case where it is an outcome, and only there', () => {
    const failed = { errorCode: 'AccessDenied' };
    for (const query of ['@level:Error', '@level:error', 'status:ERROR', '@evt.outcome:Fail*']) {
      expect(selects(query, failed)).toBe(true);
      expect(selects(`-${query}`, failed)).toBe(false);
      expect(selects(query, SESSION)).toBe(false);
    }
    expect(selects('@error.kind:accessdenied', failed)).toBe(false);
    expect(selects('@userIdentity.session_name:I-*', SESSION)).toBe(false);
    expect(selects('@userIdentity.session_name:i-*', SESSION)).toBe(true);
  });
});
