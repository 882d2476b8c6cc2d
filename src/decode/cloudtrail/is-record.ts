import { isObject } from '../../base/json-values.js';

/** Sources of notifications of S3, SQS and SNS, which have two fields of the same names as CloudTrail's records. */
const NOTIFICATION = 'aws:';

/** Whether an event's source and name are those of a record of CloudTrail: the fields that every API event has. */
export function namesApiEvent(eventSource: string, eventName: string): boolean {
  return eventSource !== '' && eventName !== '' && !eventSource.startsWith(NOTIFICATION);
}

/** Whether a value is a record of CloudTrail: an object with `eventSource` and `eventName` at its top level. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isObject(value) || !Object.hasOwn(value, 'eventSource') || !Object.hasOwn(value, 'eventName'))
    return false;
  const { eventSource, eventName } = value;
  return (
    typeof eventSource === 'string' && typeof eventName === 'string' && namesApiEvent(eventSource, eventName)
  );
}

/**
 * Whether an object has CloudTrail's names and something else than texts for the source or the name of the event: the
 * columns of a table as lists, or damage.
 */
export function hasDamagedNames(value: Readonly<Record<string, unknown>>): boolean {
  return ['eventSource', 'eventName'].some((name) => {
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    return field !== undefined && field !== null && typeof field !== 'string';
  });
}

/**
 * Whether an object is CloudTrail's own, even if it is no API event: a record of Insights, or a record with a damaged
 * field. Nothing inside of it is a record.
 */
export function isOwnObject(value: Readonly<Record<string, unknown>>): boolean {
  if (Object.hasOwn(value, 'eventSource')) {
    const { eventSource } = value;
    return !(typeof eventSource === 'string' && eventSource.startsWith(NOTIFICATION));
  }
  return Object.hasOwn(value, 'eventName') || Object.hasOwn(value, 'eventVersion');
}
