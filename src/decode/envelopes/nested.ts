import { isObject } from '../../base/json-values.js';
import { type Envelope } from './envelope.js';

/** A JSON object or list as text. */
const JSON_TEXT = /^\s*(?:\{\s*"|\[\s*[{["])/;

/**
 * Any object with objects, lists of these or texts that hold them in its fields: for wrappers that no other envelope
 * knows.
 */
export const NESTED: Envelope = {
  name: 'documents one level down',
  unwrap(value) {
    const inside = Object.values(value)
      .flatMap((one: unknown): readonly unknown[] => (Array.isArray(one) ? one : [one]))
      .filter((one) => (typeof one === 'string' ? JSON_TEXT.test(one) : isObject(one)));
    return inside.length === 0 ? undefined : inside;
  },
};
