import { CLOUDWATCH_LOGS } from './cloudwatch-logs.js';
import { COLUMNS } from './columns.js';
import { DATADOG } from './datadog.js';
import { DOTTED_NAMES } from './dotted.js';
import { ELASTIC_COMMON_SCHEMA } from './ecs.js';
import { ENCODED } from './encoded.js';
import type { Envelope } from './envelope.js';
import { EVENTBRIDGE } from './eventbridge.js';
import { LISTS_OF_RECORDS } from './lists.js';
import { LOG_EVENT, PARSED_LOG } from './log-event.js';
import { LOOKUP_EVENTS } from './lookup-events.js';
import { NESTED } from './nested.js';
import { OCSF } from './ocsf.js';
import { OPENTELEMETRY } from './otel.js';
import { RESULT_SETS } from './result-sets.js';
import { SEARCH_RESULTS } from './search-results.js';
import { SPLUNK } from './splunk.js';

/**
 * All envelopes, in the order in which they are tried: those that keep the record as it was before those that keep its
 * fields, and what any object may look like last. The first one in which a record is found ends the search.
 */
export const ENVELOPES: readonly Envelope[] = [
  CLOUDWATCH_LOGS,
  ENCODED,
  EVENTBRIDGE,
  OCSF,
  LOOKUP_EVENTS,
  SEARCH_RESULTS,
  SPLUNK,
  RESULT_SETS,
  OPENTELEMETRY,
  LOG_EVENT,
  DATADOG,
  PARSED_LOG,
  DOTTED_NAMES,
  COLUMNS,
  ELASTIC_COMMON_SCHEMA,
  LISTS_OF_RECORDS,
  NESTED,
];

/** Those that an object can be in spite of fields of CloudTrail's: a program copied some fields out of the record. */
export const ENVELOPES_WITH_COPIES: readonly Envelope[] = [SPLUNK, LOOKUP_EVENTS, LOG_EVENT, DOTTED_NAMES];
