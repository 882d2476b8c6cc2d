import { type Envelope, textIn } from './envelope.js';

/** One event of `aws cloudtrail lookup-events`: the record is the text in `CloudTrailEvent`. */
export const LOOKUP_EVENTS: Envelope = {
  name: 'lookup-events',
  unwrap(value) {
    const record = textIn(value, 'CloudTrailEvent');
    return record === undefined ? undefined : [record];
  },
};
