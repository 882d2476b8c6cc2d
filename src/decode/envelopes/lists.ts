import { type Envelope, listIn } from './envelope.js';

/** Names of fields that hold nothing but a list of records or of their envelopes, the usual ones first. */
export const LIST_NAMES: readonly string[] = [
  'Records',
  'records',
  'Events',
  'events',
  'logEvents',
  'value',
  'values',
  'data',
  'results',
  'Items',
  'items',
  'logs',
  'documents',
];

/** An object around a list: CloudTrail's own with another spelling, Graph's `value`, the pages of many APIs. */
export const LISTS_OF_RECORDS: Envelope = {
  name: 'list of records',
  unwrap(value) {
    for (const name of LIST_NAMES) {
      const list = listIn(value, name);
      if (list !== undefined) return list;
    }
    return undefined;
  },
};
