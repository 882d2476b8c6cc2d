import { isObject } from '../../base/json-values.js';
import { type Envelope } from './envelope.js';

/** Any object with objects or lists of objects in its fields: for wrappers that no other envelope knows. */
export const NESTED: Envelope = {
  name: 'documents one level down',
  unwrap(value) {
    const inside = Object.values(value)
      .flatMap((one: unknown): readonly unknown[] => (Array.isArray(one) ? one : [one]))
      .filter(isObject);
    return inside.length === 0 ? undefined : inside;
  },
};
