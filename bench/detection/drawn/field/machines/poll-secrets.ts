import type { Builder } from '../company/builder.js';
import { randomTimes } from '../company/calendar.js';
import type { Seat } from '../company/calls.js';
import type { Actor } from '../company/model.js';
import type { Random } from '../company/random.js';
import { accessKeyAt } from '../company/random.js';

/** How a controller polls its secrets. */
interface PollOptions {
  readonly interval: number;
  readonly jitter: number;
  readonly session: (epoch: number) => string;
  readonly agent: (t: number) => string;
  readonly by: Seat['by'];
  readonly keyLife: number;
  readonly restartsPerDay: number;
}

/** A controller that polls each secret in an interval. */
export function pollSecrets(b: Builder, r: Random, a: Actor, o: PollOptions): void {
  const { org, out } = b;
  const restarts = [org.start, ...randomTimes(r, o.restartsPerDay, org.start, org.end, () => 1), org.end];
  const tag = r.hex(8);
  for (let i = 0; i + 1 < restarts.length; i++) {
    const from = restarts[i]!;
    const place = b.inVpc(r, a, i, from);
    const base = b.seat(a, { ...place, userAgent: o.agent(from), session: o.session(i), by: o.by });
    for (const { s, from: f, to, error } of a.own) {
      for (
        let t = i === 0 ? from + r.next() * o.interval : from + r.int(1, 40);
        t < restarts[i + 1]!;
        t += o.interval * (1 + o.jitter * (r.next() - 0.5))
      ) {
        if (t < f) t = Math.max(t, Math.min(f, restarts[i + 1]!));
        if (t >= to || t >= restarts[i + 1]!) break;
        const seat: Seat = {
          ...base,
          accessKeyId: accessKeyAt(tag, o.keyLife <= 0 ? Math.floor(t / 7) : Math.floor(t / o.keyLife)),
        };
        out.get(seat, t, s.ref, error);
      }
    }
  }
}
