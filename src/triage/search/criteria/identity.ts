import { identityOf } from '../../../decode/cloudtrail/identity-key.js';
import { roleKeyOf } from '../../../model/identity.js';
import type { CriterionTest } from '../criterion-test.js';
import { needlesIn } from '../needle.js';

/** What a key without ARN begins with: see `identityOf`. The record has only what follows. */
const KEY_PREFIX = /^(?:identity-center|principal|service|account):/;

/**
 * Calls by an identity: its ARN, the ARN of the role of its session (`…:role/NAME` or `…:assumed-role/NAME`), or the key
 * that Trailspike gives to a principal without ARN.
 */
export function identityTest(value: string): CriterionTest | string {
  if (value.trim() === '') return 'an identity is an ARN, or a key as signals have it';
  const needles = needlesIn(value.replace(KEY_PREFIX, ''));
  const isWholeKey = value === 'unknown';
  return {
    needles: needles === undefined || isWholeKey ? null : needles,
    reads: [],
    accepts: ({ principal }) =>
      principal.arn === value ||
      principal.issuerArn === value ||
      roleKeyOf(principal.arn) === value ||
      identityOf(principal, 'arn').key === value,
  };
}
