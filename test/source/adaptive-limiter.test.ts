import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AdaptiveLimiter } from '../../src/source/s3/adaptive-limiter.js';

const INTERVAL = 100;

interface Bench {
  readonly limiter: AdaptiveLimiter;
  readonly pass: (milliseconds: number) => void;
}

function bench(max: number): Bench {
  let time = 0;
  return {
    limiter: new AdaptiveLimiter({ max, interval: INTERVAL, now: () => time }),
    pass: (milliseconds) => (time += milliseconds),
  };
}

type Event = 'success' | 'slowDown' | number;
const events = fc.array(
  fc.oneof(fc.constantFrom<Event>('success', 'slowDown'), fc.integer({ min: 0, max: 150 })),
  { maxLength: 300 },
);

function play({ limiter, pass }: Bench, history: readonly Event[]): void {
  for (const event of history) {
    if (event === 'success') limiter.success();
    else if (event === 'slowDown') limiter.slowDown();
    else pass(event);
  }
}

test('the limit always stays between one and its maximum', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), events, (max, history) => {
      const b = bench(max);
      for (const event of history) {
        play(b, [event]);
        expect(b.limiter.limit).toBeGreaterThanOrEqual(1);
        expect(b.limiter.limit).toBeLessThanOrEqual(max);
      }
    }),
  );
});

test('only a slow-down lowers the limit: by half, and once an interval', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), events, (max, history) => {
      const b = bench(max);
      let sinceCut = Infinity;
      for (const event of history) {
        const before = b.limiter.limit;
        play(b, [event]);
        if (typeof event === 'number') sinceCut += event;
        if (event === 'slowDown' && sinceCut >= INTERVAL) {
          expect(Math.abs(b.limiter.limit - Math.max(1, before / 2))).toBeLessThan(1);
          sinceCut = 0;
        } else {
          expect(b.limiter.limit).toBeGreaterThanOrEqual(before);
        }
      }
    }),
  );
});

test('a round of successes raises the limit by about one, and many rounds to its maximum', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), events, (max, history) => {
      const b = bench(max);
      play(b, [...history, INTERVAL]);
      for (let rounds = 0; b.limiter.limit < max; rounds += 1) {
        expect(rounds).toBeLessThan(2 * max);
        const before = b.limiter.limit;
        for (let n = 0; n < before; n += 1) b.limiter.success();
        expect(b.limiter.limit - before).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('never more requests than the maximum run at once, and all run, even after slow-downs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.record({ ticks: fc.nat(5), isRefused: fc.boolean() }), { maxLength: 80 }),
      async (max, requests) => {
        const b = bench(max);
        let inside = 0;
        const done = await Promise.all(
          requests.map(({ ticks, isRefused }) =>
            b.limiter.run(new AbortController().signal, async () => {
              inside += 1;
              expect(inside).toBeLessThanOrEqual(max);
              for (let n = 0; n < ticks; n += 1) await Promise.resolve();
              b.pass(40);
              if (isRefused) b.limiter.slowDown();
              else b.limiter.success();
              inside -= 1;
              return true;
            }),
          ),
        );
        expect(done).toHaveLength(requests.length);
        expect(inside).toBe(0);
      },
    ),
  );
});
