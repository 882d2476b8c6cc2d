import { type Envelope, listIn, own, textIn } from './envelope.js';

/**
 * What a CloudWatch Logs subscription sends, for instance through Firehose: one message for several log events, each
 * with a record as text. Control messages only check that the receiver is there.
 */
export const CLOUDWATCH_LOGS: Envelope = {
  name: 'CloudWatch Logs subscription',
  unwrap(value) {
    const logEvents = listIn(value, 'logEvents');
    const type = textIn(value, 'messageType');
    if (type === undefined || logEvents === undefined) return undefined;
    return type === 'CONTROL_MESSAGE' || own(value, 'logGroup') === undefined ? [] : logEvents;
  },
};
