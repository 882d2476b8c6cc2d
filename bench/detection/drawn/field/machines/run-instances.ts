import { awsAddress } from '../company/addresses.js';
import type { Builder } from '../company/builder.js';
import { DAY, HOUR, randomTimes } from '../company/calendar.js';
import type { Seat } from '../company/calls.js';
import type { Actor } from '../company/model.js';
import type { Random } from '../company/random.js';
import { accessKeyAt } from '../company/random.js';

/** How the instances of a program start, read and end. */
interface InstanceOptions {
  readonly startsPerDay: number;
  readonly weight: (t: number) => number;
  readonly burst: number;
  readonly life: number;
  readonly ttl: number;
  readonly session: (q: Random) => string;
  readonly agent: (t: number) => string;
  readonly by: Seat['by'];
  readonly public?: boolean;
  readonly describe?: boolean;
  readonly part?: number;
  readonly from?: number;
  readonly to?: number;
  readonly deploys?: number;
}

/** Instances (tasks, pods, machines, function environments) that start, read, perhaps refresh, and end. */
export function runInstances(b: Builder, r: Random, a: Actor, o: InstanceOptions): void {
  const { org, out } = b;
  const start = Math.max(org.start, o.from ?? 0);
  const end = Math.min(org.end, o.to ?? Infinity);
  // Busy programs are thinned out, so that no single one makes up the organisation.
  const each = a.own.length * (1 + (o.ttl > 0 ? o.life / o.ttl : 0));
  // What lives long is always there: one instance after another, and more with the traffic.
  const lasting = o.ttl > 0 && o.life >= 8 * HOUR;
  const starts = [
    ...randomTimes(
      r,
      Math.min(o.startsPerDay, ((lasting ? 1200 : 3500) * b.load) / each / org.days),
      start,
      end,
      o.weight,
    ),
  ];
  const chain = new Map<number, number>();
  if (lasting)
    for (let t = start + r.int(0, 600); t < end;) {
      const stop = t + Math.floor(o.life * r.real(0.3, 1.7));
      starts.push(t);
      chain.set(t, stop);
      t = stop;
    }
  for (const t of randomTimes(r, o.deploys ?? 0, start, end, (x) => (r.chance(0.9) ? o.weight(x) : 1)))
    for (let i = 0, n = r.int(1, Math.max(1, o.burst)); i < n; i++)
      if (!lasting || i === 0) starts.push(t + i * r.int(2, 30));
  if (!lasting && o.burst > 0 && o.ttl > 0)
    for (let i = 0; i < o.burst; i++) starts.push(start + r.int(0, Math.min(o.life, DAY)));
  for (const at of starts.sort((x, y) => x - y)) {
    const q = r.sub(`i${at}`);
    const place =
      o.public === true ? { address: awsAddress(q, a.region), vpcEndpointId: null } : b.inVpc(q, a, at, at);
    const tag = q.hex(10);
    const session = o.session(q);
    const seat = (t: number): Seat =>
      b.seat(a, {
        ...place,
        userAgent: o.agent(t),
        session,
        accessKeyId: accessKeyAt(tag, Math.floor((t - at) / (6 * HOUR))),
        by: o.by,
      });
    b.readAll(q, seat(at), at, a.own, o.part);
    if (o.ttl > 0)
      for (
        let t = at + o.ttl, stop = Math.min(end, chain.get(at) ?? at + q.exp(lasting ? o.life / 4 : o.life));
        t < stop;
        t += o.ttl * (1 + q.exp(0.1))
      ) {
        if (o.describe === true) {
          for (const { s, from, to } of a.own)
            if (t >= from && t < to) out.call(seat(t), 'DescribeSecret', t, s.ref);
        } else b.readAll(q, seat(t), t, a.own, o.part, 2);
      }
  }
}
