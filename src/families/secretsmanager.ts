import { fieldOf } from '../base/json-values.js';
import { memoize } from '../base/memoize.js';
import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import type { EventFamily } from './event-family.js';

const SECRET_ARN = /^arn:[^:]*:secretsmanager:([^:]*):([^:]*):secret:(.+)$/s;
/** What Secrets Manager adds to a secret's name in its ARN. */
const SUFFIX = /-[A-Za-z0-9]{6}$/;
/** Secrets that one BatchGetSecretValue returns at most; also its default. */
const BATCH_LIMIT = 20;

const LIST = 'requestParameters.secretIdList';
const FILTERS = 'requestParameters.filters';
const MAX_RESULTS = 'requestParameters.maxResults';

/** Retrievals of secrets from AWS Secrets Manager. */
export const SECRETS_MANAGER: EventFamily = {
  name: 'secretsmanager',
  eventSource: 'secretsmanager.amazonaws.com',
  noun: { one: 'secret', many: 'secrets' },
  calls: {
    GetSecretValue: { counts: { as: 'retrieval' }, items: ['requestParameters.secretId'] },
    BatchGetSecretValue: {
      counts: { as: 'batch', of: 'GetSecretValue' },
      items: [LIST],
      reads: [FILTERS, MAX_RESULTS],
      atMost: mostReturned,
      matchesAll,
    },
  },
  itemKey: (secretId, region, accountId) => keyIn(scopeOf(region, accountId), secretId),
};

const scopeOf = memoize((region, accountId) => `${region}:${accountId}`);

/**
 * A secret by its ARN, `arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf`, loses the suffix of a hyphen
 * and six letters or digits. A partial ARN has no suffix; one whose name itself ends like a suffix cannot be told
 * from a whole ARN, by AWS neither, and loses that ending. A name is qualified by the call's region and account, and
 * never cut.
 */
const keyIn = memoize((scope, secretId) => {
  const arn = SECRET_ARN.exec(secretId);
  if (!arn) return `${scope}:${secretId}`;
  return `${arn[1]!}:${arn[2]!}:${arn[3]!.replace(SUFFIX, '')}`;
});

/** A call by filters does not say how many secrets it returned: `maxResults`, or the API's limit. */
function mostReturned(event: ApiEvent): number {
  if (!isByFilters(event)) return 0;
  const [most] = event.valuesAt(MAX_RESULTS);
  return Number.isInteger(most) && Number(most) >= 1 && Number(most) <= BATCH_LIMIT
    ? Number(most)
    : BATCH_LIMIT;
}

/**
 * Whether a call selects by filters, and none of its filters narrows anything: each has only values that leave
 * something out (they begin with `!`) or match everything (empty ones, since values are prefixes). So
 * `tag-key: !anything` is one, whatever the key, and so is an empty list of filters.
 */
function matchesAll(event: ApiEvent): boolean {
  return isByFilters(event) && event.valuesAt(LIST).length === 0 && !event.valuesAt(FILTERS).some(narrows);
}

function narrows(filter: unknown): boolean {
  const values = fieldOf(filter, 'values') ?? [];
  if (!Array.isArray(values)) return true;
  return values.some((value) => typeof value !== 'string' || (value !== '' && !value.startsWith('!')));
}

/** An empty list of filters counts too, and has no values; a record with any list in `reads` is always parsed. */
function isByFilters(event: ApiEvent): boolean {
  return Array.isArray(fieldOf(fieldOf(event.record, 'requestParameters'), 'filters'));
}
