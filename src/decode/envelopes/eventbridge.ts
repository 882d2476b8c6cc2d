import { type Envelope, objectIn, textIn } from './envelope.js';

/**
 * An event of EventBridge: `detail-type` is "AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail" or a
 * sibling of these, and `detail` is the record, as text where a target's input was transformed. Events of other kinds are
 * recognised, too, and hold no record.
 */
export const EVENTBRIDGE: Envelope = {
  name: 'EventBridge event',
  unwrap(value) {
    const type = textIn(value, 'detail-type');
    const detail = objectIn(value, 'detail') ?? textIn(value, 'detail');
    if (type === undefined || detail === undefined) return undefined;
    if (typeof detail === 'string') return [detail];
    return type.endsWith('via CloudTrail') || 'eventName' in detail ? [detail] : [];
  },
};
