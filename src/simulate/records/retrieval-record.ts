import type { Failure, RetrievalEvent } from '../retrieval-event.js';
import { mix32 } from '../random.js';
import { eventId, ID_SALT } from './event-id.js';
import type { IdentityText } from './identity-text.js';
import { recordText, tlsJson } from './record-text.js';
import { recordTime } from './record-time.js';

/** A record and where CloudTrail delivers it. */
export interface PlacedRecord {
  readonly text: string;
  /** `eventTime`, epoch seconds. */
  readonly time: number;
  readonly accountId: string;
  readonly region: string;
}

/** Which record of a call it is. A `correction` is a later record that replaces the `original`. */
export type RecordRole = 'original' | 'ownersCopy' | 'correction';

/** Whether the call is also recorded in the secret's account. */
export function crossesAccounts(event: RetrievalEvent): boolean {
  return event.secret !== null && event.secret.accountId !== event.session.principal.accountId;
}

/** Writes the GetSecretValue or BatchGetSecretValue record of a call. */
export function retrievalRecord(
  seed: number,
  event: RetrievalEvent,
  identities: IdentityText,
  role: RecordRole = 'original',
): PlacedRecord {
  const { stream, sequence, session, origin, region, time, failure } = event;
  const id = (salt: number) => eventId(seed, stream, sequence, salt);
  const original = id(ID_SALT.event);
  const crosses = crossesAccounts(event);
  const owner = event.secret?.accountId ?? session.principal.accountId;
  const accountId = role === 'ownersCopy' ? owner : session.principal.accountId;
  const addendum =
    role === 'correction'
      ? `,"addendum":{"reason":"UPDATED_DATA","updatedFields":"tlsDetails","originalRequestID":"${id(ID_SALT.request)}","originalEventID":"${original}"}`
      : '';
  const tls = origin.console ? ',"sessionCredentialFromConsole":"true"' : tlsJson('secretsmanager', region);
  const text = recordText({
    version: versionOf(stream, sequence),
    identityJson: identities.of(session, time),
    time: recordTime(time),
    source: 'secretsmanager.amazonaws.com',
    name: event.batch === null ? 'GetSecretValue' : 'BatchGetSecretValue',
    region,
    address: origin.address,
    userAgent: origin.userAgent,
    error: failure === null ? undefined : { code: failure, message: messageOf(failure, event) },
    requestJson: failure === 'AccessDenied' || failure === 'ThrottlingException' ? 'null' : requestOf(event),
    responseJson: 'null',
    requestId: id(ID_SALT.request),
    eventId: role === 'original' ? original : id(role === 'correction' ? ID_SALT.correction : ID_SALT.copy),
    readOnly: true,
    eventType: 'AwsApiCall',
    recipientAccountId: accountId,
    resourcesJson: '',
    sharedJson:
      (crosses ? `"sharedEventID":"${id(ID_SALT.shared)}",` : '') +
      (origin.vpcEndpointId === null
        ? ''
        : `"vpcEndpointId":"${origin.vpcEndpointId}","vpcEndpointAccountId":"${session.principal.accountId}",`),
    tailJson: addendum + tls,
  });
  return { text, time, accountId, region };
}

function requestOf(event: RetrievalEvent): string {
  const { batch, secretId, versionStage } = event;
  if (batch === null) {
    return versionStage === null
      ? `{"secretId":"${secretId}"}`
      : `{"secretId":"${secretId}","versionStage":"${versionStage}"}`;
  }
  if (batch.by === 'list') return JSON.stringify({ secretIdList: batch.secrets.map((secret) => secret.arn) });
  const filters = [{ key: 'tag-key', values: ['!never-a-tag'] }];
  return JSON.stringify(batch.maxResults === null ? { filters } : { filters, maxResults: batch.maxResults });
}

function messageOf(failure: Failure, event: RetrievalEvent): string {
  switch (failure) {
    case 'AccessDenied':
      return `User: ${event.session.arn} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${event.secretId} because no identity-based policy allows the secretsmanager:GetSecretValue action`;
    case 'ResourceNotFoundException':
      return `Secrets Manager can't find the specified secret value for staging label: ${event.versionStage ?? 'AWSCURRENT'}`;
    case 'ThrottlingException':
      return 'Rate exceeded';
    case 'InvalidRequestException':
      return "You can't perform this operation on the secret because it was marked for deletion.";
  }
}

/** Mostly 1.11, as in 2026; older versions as in regions that are updated later. */
function versionOf(stream: number, sequence: number): string {
  const share = mix32(stream, sequence) % 20;
  return share < 14 ? '1.11' : share < 17 ? '1.10' : share < 19 ? '1.09' : '1.08';
}
