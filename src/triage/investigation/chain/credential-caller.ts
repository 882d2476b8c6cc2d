import { fieldOf, textOf } from '../../../base/json-values.js';
import type { ApiEvent } from '../../../decode/cloudtrail/api-event.js';
import { identityOf } from '../../../decode/cloudtrail/identity-key.js';
import { parseEventTime } from '../../../model/time.js';

/** Who made a call, and with which credentials. */
export interface CredentialCaller {
  /** The access key, or the name of a caller without one. */
  readonly id: string;
  /** ARN, or the key of a caller without ARN. */
  readonly name: string;
  /** `userIdentity.type` */
  readonly type: string;
  readonly accountId: string;
  /** Empty for a caller without one. */
  readonly accessKey: string;
  /** When its session began, epoch seconds; undefined where the record does not say. */
  readonly created: number | undefined;
}

export function callerOf({ principal, record }: ApiEvent): CredentialCaller {
  const context = fieldOf(fieldOf(record, 'userIdentity'), 'sessionContext');
  const name = identityOf(principal, 'arn').key;
  return {
    id: principal.accessKeyId || name,
    name,
    type: principal.type,
    accountId: principal.accountId,
    accessKey: principal.accessKeyId,
    created: parseEventTime(textOf(fieldOf(context, 'attributes'), 'creationDate')),
  };
}
