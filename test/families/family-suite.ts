import { describe, expect, test } from 'vitest';
import { parseEvent, type ApiEvent } from '../../src/decode/cloudtrail/api-event.js';
import { type EventFamily, inRegion, moreRegionsOf, namedItems } from '../../src/families/event-family.js';
import { CONTEXT_KINDS } from '../../src/model/context-kind.js';

/** An event of a call of the family. */
export function eventOf(
  family: EventFamily,
  eventName: string,
  requestParameters: unknown,
  changes: object = {},
): ApiEvent {
  return parseEvent({ eventName, eventSource: family.eventSource, requestParameters, ...changes });
}

/** The tests that every event family must pass. */
export function familySuite(family: EventFamily): void {
  describe(`event family ${family.name}`, () => {
    const calls = Object.entries(family.calls);

    test('has an event source, calls and nouns', () => {
      expect(family.eventSource).toMatch(/^[a-z0-9-]+\.amazonaws\.com$/);
      expect(calls.length).toBeGreaterThan(0);
      expect(family.noun.one).not.toBe(family.noun.many);
    });

    test.each(calls)('%s reads valid paths of the record', (_, call) => {
      const more = call.regions === undefined ? [] : [call.regions.path];
      for (const path of [...call.items, ...(call.reads ?? []), ...more])
        expect(path).toMatch(/^[A-Za-z]+(\.[A-Za-z]+)*$/);
    });

    test.each(calls)('%s, if it is a batch, belongs to a retrieval of the same family', (_, { counts }) => {
      if (counts.as === 'batch') expect(family.calls[counts.of]?.counts).toEqual({ as: 'retrieval' });
    });

    test.each(calls)('%s: a string is one item, a list is several, any other value is none', (name, call) => {
      for (const path of call.items) {
        const of = (value: unknown): string[] => {
          const [key = '', ...parents] = path.split('.').reverse();
          const record = parents.reduce<unknown>((inner, outer) => ({ [outer]: inner }), { [key]: value });
          return namedItems(call, parseEvent({ eventName: name, ...(record as object) }));
        };
        expect(of('a')).toEqual(['a']);
        expect(of(['a', 'b', 5, '', null])).toEqual(['a', 'b']);
        for (const other of ['', null, undefined, [], {}, 5]) expect(of(other)).toEqual([]);
      }
    });

    test.each(calls)('%s does not throw for any parameters', (name, call) => {
      for (const parameters of [
        null,
        undefined,
        5,
        'x',
        [],
        {},
        { filters: 5 },
        { filters: [null, 5, { values: [{}] }] },
      ]) {
        const event = eventOf(family, name, parameters);
        const atMost = call.atMost?.(event) ?? 0;
        expect(Number.isInteger(atMost) && atMost >= 0).toBe(true);
        expect(typeof (call.matchesAll?.(event) ?? false)).toBe('boolean');
        for (const region of moreRegionsOf(call, event)) expect(region).not.toBe('');
        const of = call.counts.as === 'context' ? call.counts.of : 'creation';
        expect(CONTEXT_KINDS).toContain(typeof of === 'function' ? of(event) : of);
      }
    });

    test('the key of a plain name is REGION:ACCOUNT:NAME', () => {
      const key = family.itemKey('thing', 'eu-west-2', '444455556666');
      expect(key).toBe('eu-west-2:444455556666:thing');
      expect(inRegion(key, 'us-east-1')).toBe('us-east-1:444455556666:thing');
    });
  });
}
