import { type Envelope, objectIn } from './envelope.js';

/** Log events of Datadog, from an archive or its API: the record's fields are in `attributes`, beside Datadog's own. */
export const DATADOG: Envelope = {
  name: 'Datadog log event',
  unwrap(value) {
    const attributes = objectIn(value, 'attributes');
    if (attributes === undefined) return undefined;
    return [attributes];
  },
};
