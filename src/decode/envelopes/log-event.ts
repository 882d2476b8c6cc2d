import { type Envelope, mayHoldJson, objectIn, own, textIn } from './envelope.js';

/** Fields in which shippers of logs keep the line that they read. */
const LINES = [
  'message',
  '@message',
  'Message',
  'body',
  'Body',
  'log',
  'line',
  'raw',
  'event',
  'rawEvent',
  'data',
];

/**
 * A line of a log with fields around it, as Logstash, Filebeat, Fluent Bit, Vector, SNS, SQS and CloudWatch Logs write
 * it. The line is a record as text.
 */
export const LOG_EVENT: Envelope = {
  name: 'log event with the record as text',
  unwrap(value) {
    const event = objectIn(value, 'event');
    const texts = [event && textIn(event, 'original'), textIn(value, 'event.original')];
    for (const name of LINES) texts.push(textIn(value, name));
    const line = texts.find((text) => text !== undefined && mayHoldJson(text));
    return line === undefined ? undefined : [line];
  },
};

/** What a shipper parsed from a line, under a name of its own: Wazuh's `data.aws`, Elastic's `aws.cloudtrail`. */
export const PARSED_LOG: Envelope = {
  name: 'log event with the parsed record',
  unwrap(value) {
    const data = objectIn(value, 'data');
    const inside = [data && own(data, 'aws'), own(value, 'aws'), own(value, 'aws.cloudtrail')].filter(
      (one) => one !== undefined && one !== null,
    );
    return inside.length === 0 ? undefined : inside;
  },
};
