import { isObject } from '../../base/json-values.js';
import { type Envelope, type JsonObject, objectIn, own } from './envelope.js';
import { recordOfRow } from './columns.js';

/**
 * Documents of Elastic's CloudTrail integration: the fields are those of the Elastic Common Schema, and what it has no
 * field for is in `aws.cloudtrail`. Where the integration kept the record as text (`event.original`), that is read.
 */
export const ELASTIC_COMMON_SCHEMA: Envelope = {
  name: 'Elastic Common Schema',
  unwrap(value) {
    const [event, aws] = [objectIn(value, 'event'), objectIn(value, 'aws')];
    const trail = aws && objectIn(aws, 'cloudtrail');
    if (event === undefined || trail === undefined) return undefined;
    return [recordOf(value, event, trail)];
  },
};

function recordOf(document: JsonObject, event: JsonObject, trail: JsonObject): JsonObject {
  const flattened = objectIn(trail, 'flattened') ?? {};
  const at = (...path: readonly string[]): unknown => {
    let value: unknown = document;
    for (const name of path) value = isObject(value) ? own(value, name) : undefined;
    return value;
  };
  const { userIdentity, ...record } = recordOfRow({
    eventSource: own(event, 'provider'),
    eventName: own(event, 'action'),
    eventTime: own(document, '@timestamp'),
    eventID: own(event, 'id'),
    awsRegion: at('cloud', 'region'),
    sourceIPAddress: at('source', 'address') ?? at('source', 'ip'),
    userAgent: at('user_agent', 'original'),
    ...trail,
    requestParameters: own(flattened, 'request_parameters') ?? own(trail, 'request_parameters'),
    recipientAccountId: own(trail, 'recipient_account_id') ?? at('cloud', 'account', 'id'),
  });
  const identity = isObject(userIdentity) ? userIdentity : {};
  return {
    ...record,
    userIdentity: { accountId: at('cloud', 'account', 'id'), principalId: at('user', 'id'), ...identity },
  };
}
