import { mayBeEncoded } from '../content/encoded-text.js';
import { type Envelope, objectIn, textIn } from './envelope.js';

/** Fields in which services and shippers put records in base64. */
const FIELDS = ['data', 'Data', 'rawData', 'value', 'body', 'payload', 'message'];

/**
 * Records in base64, compressed or not: of Kinesis (in what a Lambda function gets, or `get-records` gives), of Firehose
 * (what a transformation gets, and the records that failed), of CloudWatch Logs (`awslogs`), of Kafka.
 */
export const ENCODED: Envelope = {
  name: 'text in base64',
  unwrap(value) {
    const [kinesis, awslogs] = [objectIn(value, 'kinesis'), objectIn(value, 'awslogs')];
    const texts = [kinesis && textIn(kinesis, 'data'), awslogs && textIn(awslogs, 'data')];
    for (const name of FIELDS) texts.push(textIn(value, name));
    const found = texts.filter((text) => text !== undefined && mayBeEncoded(text));
    return found.length === 0 ? undefined : found;
  },
};
