import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AbortGroup, type Member } from '../../src/base/abort-group.js';

test('an abort calls back exactly the members at that moment, whatever was added and deleted before', () => {
  const steps = fc.array(fc.oneof(fc.constant('come'), fc.nat(20)), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (script) => {
      const group = new AbortGroup();
      const controller = new AbortController();
      const all: Member[] = [];
      const waiting = new Set<number>();
      const called: number[] = [];
      for (const step of script) {
        if (step === 'come') {
          const number = all.length;
          all.push(group.add(controller.signal, () => called.push(number)));
          waiting.add(number);
        } else if (all.length > 0) {
          const number = step % all.length;
          group.delete(all[number]!); // possibly a second time
          waiting.delete(number);
        }
      }
      controller.abort(new Error('enough'));
      expect(called.sort((a, b) => a - b)).toEqual([...waiting].sort((a, b) => a - b));
    }),
  );
});

test('a member deleted during the callbacks is not called, and none can be added afterwards', () => {
  const group = new AbortGroup();
  const controller = new AbortController();
  const reason = new Error('enough');
  const called: string[] = [];
  const first = group.add(controller.signal, () => {
    called.push('first');
    group.delete(first);
    group.delete(third);
  });
  group.add(controller.signal, (error) => called.push(error.message));
  const third = group.add(controller.signal, () => called.push('third'));
  controller.abort(reason);
  expect(called).toEqual(['first', 'enough']);
  expect(() => group.add(controller.signal, () => undefined)).toThrow(reason);
});
