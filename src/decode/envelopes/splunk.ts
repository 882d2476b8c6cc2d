import { type Envelope, objectIn, textIn } from './envelope.js';

/**
 * What Splunk exports: `result` of each line, and in it `_raw`, the record as text. Also what a HTTP Event Collector
 * takes: `event` beside `sourcetype`.
 */
export const SPLUNK: Envelope = {
  name: 'Splunk export',
  unwrap(value) {
    const raw = textIn(value, '_raw');
    if (raw !== undefined) return [raw];
    const result = objectIn(value, 'result');
    return result === undefined ? undefined : [result];
  },
};
