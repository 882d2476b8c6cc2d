import { describe, expect, test } from 'vitest';
import { parseEvent, type ApiEvent } from '../../src/decode/cloudtrail/api-event.js';
import { type EventFamily, namedItems } from '../../src/families/event-family.js';

/** An event of a family's call. */
export function eventOf(
  family: EventFamily,
  eventName: string,
  requestParameters: unknown,
  changes: object = {},
): ApiEvent {
  return parseEvent({ eventName, eventSource: family.eventSource, requestParameters, ...changes });
}

/** What holds for every event family. */
export function familySuite(family: EventFamily): void {
  describe(`event family ${family.name}`, () => {
    const calls = Object.entries(family.calls);

    test('has an event source, calls and nouns', () => {
      expect(family.eventSource).toMatch(/^[a-z0-9-]+\.amazonaws\.com$/);
      expect(calls.length).toBeGreaterThan(0);
      expect(family.noun.one).not.toBe(family.noun.many);
    });

    test.each(calls)('%s names its items by paths of the record', (_, call) => {
      for (const path of [...call.items, ...(call.reads ?? [])])
        expect(path).toMatch(/^[A-Za-z]+(\.[A-Za-z]+)*$/);
    });

    test.each(calls)('%s as a batch is of a retrieval of the same family', (_, { counts }) => {
      if (counts.as === 'batch') expect(family.calls[counts.of]?.counts).toEqual({ as: 'retrieval' });
    });

    test.each(calls)(
      '%s takes a text as one item, a list as many, and nothing where there is nothing',
      (name, call) => {
        for (const path of call.items) {
          const of = (value: unknown): string[] => {
            const [key = '', ...around] = path.split('.').reverse();
            const record = around.reduce<unknown>((inner, outer) => ({ [outer]: inner }), { [key]: value });
            return namedItems(call, parseEvent({ eventName: name, ...(record as object) }));
          };
          expect(of('a')).toEqual(['a']);
          expect(of(['a', 'b', 5, '', null])).toEqual(['a', 'b']);
          for (const nothing of ['', null, undefined, [], {}, 5]) expect(of(nothing)).toEqual([]);
        }
      },
    );

    test.each(calls)('%s never throws, whatever its parameters are', (name, call) => {
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
        const most = call.atMost?.(event) ?? 0;
        expect(Number.isInteger(most) && most >= 0).toBe(true);
        expect(typeof (call.matchesAll?.(event) ?? false)).toBe('boolean');
      }
    });

    test("a key begins with region and account, and is the same for the key's own name", () => {
      const key = family.itemKey('thing', 'eu-west-2', '444455556666');
      expect(key).toBe('eu-west-2:444455556666:thing');
    });
  });
}
