import { expect, test } from 'vitest';
import { personNameOf } from '../../src/model/identity.js';

const SESSION = 'arn:aws:sts::111122223333:assumed-role';

test.each([
  [`${SESSION}/AWSReservedSSO_Developer_0123456789abcdef/Ann.Bo@example.com`, 'ann.bo'],
  [`${SESSION}/AWSReservedSSO_Support_fedcba9876543210/ann.bo`, 'ann.bo'],
  [`${SESSION}/okta-admins/ann.bo@example.com`, 'ann.bo'],
  ['arn:aws:iam::444455556666:user/ann.bo', 'ann.bo'],
  ['arn:aws:iam::444455556666:user/people/ann.bo@example.com', 'ann.bo'],
  ['identity-center:0123-4567', '0123-4567'],
  [`${SESSION}/orders-api/main`, undefined],
  [`${SESSION}/AWSReservedSSO_Developer_0123456789abcdef/botocore-session-1768571200`, undefined],
  ['arn:aws:iam::444455556666:role/ann.bo', undefined],
])('the person behind %s is %s', (key, name) => {
  expect(personNameOf(key)).toBe(name);
});
