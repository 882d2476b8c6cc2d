import { closest } from '../../base/closest.js';
import { isRecordPath, RECORD_FIELDS, recordPathsKnown } from '../../decode/cloudtrail/record-fields.js';
import { DATADOG_NAMES } from './event-attributes.js';

/** The fields of events, for messages. */
const EVENT_FIELDS =
  "@FIELD of CloudTrail's record (such as @awsRegion), a name of Datadog's (such as @evt.name), " +
  DATADOG_NAMES.filter((name) => !name.startsWith('@')).join(', ');

/** Fields that Datadog adds to a log from data that no CloudTrail record has, and what that data is. */
const FROM_ELSEWHERE: readonly (readonly [pattern: RegExp, data: string])[] = [
  [/(?:^@?|\.)geoip(?:\.|$)/, 'where an address is (geoip)'],
  [/(?:^@?|[._])threat_intel(?:\.|$)/, 'a list of known addresses (threat_intel)'],
  [/(?:^@?|\.)(?:asn|ip_?intel(?:ligence)?)(?:\.|$)/, 'who runs an address'],
  [/useragent_details(?:\.|$)/, "the parts of the user agent, which Datadog's parser makes"],
  [/^@impossible_travel(?:\.|$)/, 'the places of two calls'],
];

let recordNames: readonly string[] | undefined;

/** Whether an event can have this field: a field of CloudTrail's record, or one of Datadog's names. */
export function isEventField(field: string): boolean {
  return DATADOG_NAMES.includes(field) || (field.startsWith('@') && isRecordPath(field.slice(1)));
}

/**
 * Why a query for events cannot have this field, and what it may be instead; undefined if it can.
 * @example `no CloudTrail event has the field "@evt.nmae"; did you mean "@evt.name"?`
 */
export function eventFieldIssue(field: string): string | undefined {
  if (isEventField(field)) return undefined;
  const elsewhere = needsOtherData(field);
  if (elsewhere !== undefined) return elsewhere;
  const suggested = suggestedField(field);
  return suggested === undefined
    ? `no CloudTrail event has the field "${field}"; allowed: ${EVENT_FIELDS}`
    : `no CloudTrail event has the field "${field}"; did you mean "${suggested}"?`;
}

/** The message for a field that Datadog adds from data that no CloudTrail record has; undefined for any other. */
export function needsOtherData(field: string): string | undefined {
  const found = FROM_ELSEWHERE.find(([pattern]) => pattern.test(field));
  return found === undefined
    ? undefined
    : `not supported: the field "${field}" needs data that no CloudTrail record has: ${found[1]}`;
}

/** The field that a misspelt or incomplete name most likely stands for. */
function suggestedField(field: string): string | undefined {
  recordNames ??= recordPathsKnown().map((path) => `@${path}`);
  const names = [...DATADOG_NAMES, ...recordNames];
  const withSign = field.startsWith('@') ? field : `@${field}`;
  const bare = withSign.slice(1).toLowerCase();
  return (
    names.find((name) => name.toLowerCase() === field.toLowerCase()) ??
    names.find((name) => name.toLowerCase() === withSign.toLowerCase()) ??
    closest(field, names) ??
    closest(withSign, names) ??
    withKnownStart(withSign.slice(1)) ??
    names.find((name) => name.toLowerCase().endsWith(`.${bare}`))
  );
}

/** `requestParameter.name` → `@requestParameters.name` */
function withKnownStart(path: string): string | undefined {
  const [first = '', ...rest] = path.split('.');
  const start = closest(first, Object.keys(RECORD_FIELDS));
  const corrected = [start ?? first, ...rest].join('.');
  return isRecordPath(corrected) ? `@${corrected}` : undefined;
}
