import { fieldOf } from '../../base/json-values.js';
import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';
import { parseEventTime } from '../../model/time.js';

/** What the page shows of a record. */
export interface PageRecord {
  /** Epoch seconds; 0 where it cannot be read. */
  readonly time: number;
  /** Without `.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly error: string;
  readonly caller: string;
  readonly address: string;
  /** The beginning of `requestParameters` as JSON. */
  readonly request: string;
  readonly eventID: string;
  readonly object: string;
}

const LONGEST_REQUEST = 300;

/** The earliest records of those that are added, in no particular order. Memory does not grow beyond twice their number. */
export class PageRecords {
  readonly #most: number;
  #records: PageRecord[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(event: ApiEvent, object: string): void {
    const { principal, eventSource, eventName, eventID } = event;
    this.#records.push({
      time: parseEventTime(event.eventTime) ?? 0,
      service: eventSource.replace(/\.amazonaws\.com$/, ''),
      name: eventName,
      error: event.errorCode,
      caller: principal.arn || principal.invokedBy || principal.principalId,
      address: event.sourceIPAddress,
      request: requestOf(event.record),
      eventID,
      object,
    });
    if (this.#records.length >= 2 * this.#most) this.#records = this.earliest();
  }

  /** By time. */
  earliest(): PageRecord[] {
    const sorted = this.#records.sort((a, b) => a.time - b.time || (a.eventID < b.eventID ? -1 : 1));
    return sorted.slice(0, this.#most);
  }
}

function requestOf(record: unknown): string {
  const request = fieldOf(record, 'requestParameters');
  if (request === undefined || request === null) return '';
  const text = JSON.stringify(request);
  return text.length > LONGEST_REQUEST ? `${text.slice(0, LONGEST_REQUEST)}…` : text;
}
