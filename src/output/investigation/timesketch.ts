import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { formatInstant, parseEventTime } from '../../model/time.js';

/**
 * One record as a line of Timesketch's JSONL import, which needs `message`, `datetime` and `timestamp_desc`
 * (https://timesketch.org/guides/user/import-from-json-csv/). A record without a readable time gets the start of the epoch.
 * @param text the record's own JSON
 */
export function timesketchLine(event: ApiEvent, text: string, object: string): string {
  const { eventName, eventSource, principal, sourceIPAddress, errorCode } = event;
  const caller = principal.arn || principal.invokedBy || principal.principalId;
  return JSON.stringify({
    message: `${eventName} (${eventSource}) by ${caller} from ${sourceIPAddress}${errorCode === '' ? '' : `: ${errorCode}`}`,
    datetime: formatInstant(parseEventTime(event.eventTime) ?? 0),
    timestamp_desc: 'CloudTrail event time',
    data_type: 'aws:cloudtrail:entry',
    event_id: event.eventID,
    event_name: eventName,
    event_source: eventSource,
    user_identity_arn: principal.arn,
    access_key: principal.accessKeyId,
    source_ip: sourceIPAddress,
    user_agent: event.userAgent,
    cloud_region: event.awsRegion,
    account_id: event.recipientAccountId,
    error_code: errorCode,
    object,
    cloud_trail_event: text,
  });
}
