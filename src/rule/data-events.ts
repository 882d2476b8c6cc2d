import { EVENT_NAME_FIELDS } from './query/event-attributes.js';
import { literalValues } from './query/fields-of.js';
import { parseQuery } from './query/parse-query.js';

/**
 * Calls that CloudTrail logs as data events, which a trail has only where it is told to log them: of S3 objects, Lambda
 * functions, DynamoDB items and SNS topics ("Logging data events" in the AWS CloudTrail user guide).
 */
const DATA_EVENTS: ReadonlySet<string> = new Set([
  ...['GetObject', 'HeadObject', 'ListObjects', 'ListObjectsV2', 'PutObject', 'CopyObject', 'UploadPart'],
  ...[
    'DeleteObject',
    'DeleteObjects',
    'GetObjectAcl',
    'PutObjectAcl',
    'RestoreObject',
    'SelectObjectContent',
  ],
  ...['Invoke', 'InvokeExecution', 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem', 'UpdateItem'],
  ...['BatchWriteItem', 'Publish', 'PublishBatch'],
]);

/** The data events that a query names, each once, sorted. @param query of a rule; must be valid */
export function dataEventsIn(query: string): string[] {
  const names = literalValues(parseQuery(query), EVENT_NAME_FIELDS);
  return [...new Set(names.filter((name) => DATA_EVENTS.has(name)))].sort();
}
