import { type Envelope, objectIn, textIn } from './envelope.js';

/**
 * An event of EventBridge: `detail-type` is "AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail" or a
 * sibling of these, and `detail` is the record. Events of other kinds are recognised, too, and hold no record.
 */
export const EVENTBRIDGE: Envelope = {
  name: 'EventBridge event',
  unwrap(value) {
    const [type, detail] = [textIn(value, 'detail-type'), objectIn(value, 'detail')];
    if (type === undefined || detail === undefined) return undefined;
    return type.endsWith('via CloudTrail') || 'eventName' in detail ? [detail] : [];
  },
};
