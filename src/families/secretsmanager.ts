import { fieldOf } from '../base/json-values.js';
import { memoize } from '../base/memoize.js';
import type { ApiEvent } from '../decode/cloudtrail/api-event.js';
import type { ContextKind } from '../model/context-kind.js';
import type { EventFamily, FamilyCall } from './event-family.js';

const SECRET_ARN = /^arn:[^:]*:secretsmanager:([^:]*):([^:]*):secret:(.+)$/s;
/** The random suffix that Secrets Manager adds to the name of a secret in its ARN. */
const SUFFIX = /-[A-Za-z0-9]{6}$/;
/** Maximum number of secrets that one BatchGetSecretValue returns; also the default of `maxResults`. */
const BATCH_LIMIT = 20;

const SECRET_ID = 'requestParameters.secretId';
const REPLICA_REGIONS = 'requestParameters.addReplicaRegions.region';
const ID_LIST = 'requestParameters.secretIdList';
const FILTERS = 'requestParameters.filters';
const MAX_RESULTS = 'requestParameters.maxResults';

/** Retrievals of secrets from AWS Secrets Manager, and what else its records say about secrets. */
export const SECRETS_MANAGER: EventFamily = {
  name: 'secretsmanager',
  eventSource: 'secretsmanager.amazonaws.com',
  noun: { one: 'secret', many: 'secrets' },
  calls: {
    GetSecretValue: { counts: { as: 'retrieval' }, items: [SECRET_ID] },
    BatchGetSecretValue: {
      counts: { as: 'batch', of: 'GetSecretValue' },
      items: [ID_LIST],
      reads: [FILTERS, MAX_RESULTS],
      atMost: maxReturned,
      matchesAll,
    },
    CreateSecret: {
      counts: { as: 'context', of: 'creation' },
      items: ['requestParameters.name'],
      regions: { path: REPLICA_REGIONS, only: false },
    },
    ReplicateSecretToRegions: {
      counts: { as: 'context', of: 'copy' },
      items: [SECRET_ID],
      regions: { path: REPLICA_REGIONS, only: true },
    },
    RestoreSecret: contextOf('copy'),
    PutSecretValue: contextOf('write'),
    // Its record never has the value, and need not show whether there is a new one: responses have the ARN alone, and
    // SDKs add a `clientRequestToken` to every call. So it does not prove that the caller knows the value.
    UpdateSecret: contextOf('management'),
    // The function that rotates the secret knows the new value, and writes it with PutSecretValue.
    RotateSecret: contextOf('management'),
    CancelRotateSecret: contextOf('management'),
    UpdateSecretVersionStage: contextOf('management'),
    PutResourcePolicy: contextOf('management'),
    DeleteResourcePolicy: contextOf('management'),
    TagResource: contextOf('management'),
    UntagResource: contextOf('management'),
    DeleteSecret: contextOf('deletion'),
    RemoveRegionsFromReplication: {
      counts: { as: 'context', of: 'deletion' },
      items: [SECRET_ID],
      regions: { path: 'requestParameters.removeReplicaRegions', only: true },
    },
    DescribeSecret: contextOf('description'),
    GetResourcePolicy: contextOf('description'),
    ListSecretVersionIds: contextOf('description'),
    ListSecrets: { counts: { as: 'context', of: 'listing' }, items: [] },
  },
  itemKey: (secretId, region, accountId) => keyIn(scopeOf(region, accountId), secretId),
};

function contextOf(kind: ContextKind): FamilyCall {
  return { counts: { as: 'context', of: kind }, items: [SECRET_ID] };
}

const scopeOf = memoize((region, accountId) => `${region}:${accountId}`);

/**
 * `REGION:ACCOUNT:NAME`. From an ARN, `arn:PARTITION:secretsmanager:REGION:ACCOUNT:secret:NAME-AbCdEf`, the suffix (a
 * hyphen and six letters or digits) is removed. A partial ARN has no suffix. If the name in a partial ARN ends like a
 * suffix, that ending is removed too: it looks the same as a full ARN, also to AWS. A name without ARN gets the
 * region and the account of the call, and is not shortened.
 */
const keyIn = memoize((scope, secretId) => {
  const arn = SECRET_ARN.exec(secretId);
  if (!arn) return `${scope}:${secretId}`;
  return `${arn[1]!}:${arn[2]!}:${arn[3]!.replace(SUFFIX, '')}`;
});

/**
 * The record of a call with filters does not contain the number of secrets returned: at most `maxResults` or the
 * limit of the API.
 */
function maxReturned(event: ApiEvent): number {
  if (!selectsByFilters(event)) return 0;
  const [maxResults] = event.valuesAt(MAX_RESULTS);
  return Number.isInteger(maxResults) && Number(maxResults) >= 1 && Number(maxResults) <= BATCH_LIMIT
    ? Number(maxResults)
    : BATCH_LIMIT;
}

/**
 * Whether a call selects by filters, and none of the filters restricts the selection. A filter does not restrict it
 * if each of its values is negated (starts with `!`) or empty (values are prefixes, so an empty value matches
 * everything). Examples: `tag-key: !anything` with any key, and an empty list of filters.
 */
function matchesAll(event: ApiEvent): boolean {
  return (
    selectsByFilters(event) &&
    event.valuesAt(ID_LIST).length === 0 &&
    !event.valuesAt(FILTERS).some(restricts)
  );
}

function restricts(filter: unknown): boolean {
  const values = fieldOf(filter, 'values') ?? [];
  if (!Array.isArray(values)) return true;
  return values.some((value) => typeof value !== 'string' || (value !== '' && !value.startsWith('!')));
}

/**
 * Whether `filters` is a list; it can be empty. `valuesAt` cannot see an empty list, but `record` can: a record with
 * a list at a path in `reads` is always parsed.
 */
function selectsByFilters(event: ApiEvent): boolean {
  return Array.isArray(fieldOf(fieldOf(event.record, 'requestParameters'), 'filters'));
}
