import { awsAddress } from '../company/addresses.js';
import type { Builder } from '../company/builder.js';
import { DAY, HOUR, workingMoment } from '../company/calendar.js';
import type { Actor } from '../company/model.js';
import type { Random } from '../company/random.js';
import { secretRefs, secretsOfTeam } from '../company/secrets.js';
import type { Seen } from '../company/seen.js';
import { anyDay, busyPrograms, pickPerson } from './event-choice.js';
import { personSeat } from './seats.js';

/** Secrets are copied to another account or region by a script, then some of their readers use the copies. */
export function migration(b: Builder, r: Random, seen: Seen): void {
  const { org, out } = b;
  const team = r.pick(org.teams);
  const list = secretsOfTeam(team)
    .filter(({ born }) => born < org.start)
    .slice(0, r.int(6, 60));
  const actor = r.chance(0.5)
    ? pickPerson(b, r)?.[0]
    : r.pick(b.actors.filter((a) => a.cls === 'ci' && seen.of[a.index]!.length > 0));
  if (list.length === 0 || actor === undefined) return;
  const t = workingMoment(org, r, anyDay(b, r));
  const p = actor.people.length > 0 ? r.pick(actor.people) : null;
  const seat =
    p === null ? seen.seat(actor, t) : personSeat(b, r, actor, p, t, r.chance(0.5) ? 'cli' : 'code');
  if (seat === null) return;
  const to = r.chance(0.5) ? r.pick(org.accounts).id : list[0]!.ref.accountId;
  const region =
    to === list[0]!.ref.accountId
      ? r.pick(
          ['us-east-1', 'eu-west-1', 'eu-central-1', 'us-west-2'].filter((x) => x !== list[0]!.ref.region),
        )
      : list[0]!.ref.region;
  if (
    org.secrets.some(
      ({ ref }) => ref.accountId === to && ref.region === region && ref.name === list[0]!.ref.name,
    )
  )
    return;
  out.list(seat, t - 20, 100);
  list.forEach((s, i) => {
    const x = t + i * 2;
    out.get(seat, x, s.ref);
    const copy = org.newSecret(r, s.ref.name, { ...s, accountId: to, region, born: x + 1 });
    out.call({ ...seat, accountId: to, by: 'name' }, 'CreateSecret', x + 1, copy.ref);
    for (const reader of busyPrograms(b, seen)) {
      if (reader.team !== team || !reader.own.some((o) => o.s === s)) continue;
      // Both are read for the rest: the old one is not switched off yet.
      const from = t + DAY + reader.index * 600;
      for (const c of seen.of[reader.index]!)
        if (c.time > from && c.secret === s.ref && c.name === 'GetSecretValue')
          out.call(
            {
              principal: reader.index,
              accountId: reader.accountId,
              region,
              session: c.session,
              accessKeyId: c.accessKeyId,
              address: c.address,
              userAgent: c.userAgent,
              vpcEndpointId: c.vpcEndpointId,
              by: c.by,
            },
            'GetSecretValue',
            c.time + 1,
            copy.ref,
          );
    }
  });
  if (list.length >= 12)
    b.note(
      actor,
      t - 60,
      t + list.length * 3 + 60,
      'migration: a script reads and copies all secrets of a team',
    );
}

function again(b: Builder, r: Random, seen: Seen, a: Actor, t: number, times: number, over: number): void {
  const q = r.sub('again');
  const base = seen.seat(a, t);
  if (base === null) return;
  for (let i = 0; i < times; i++) {
    const x = t + q.next() * over;
    const session = base.session !== null && /^[0-9a-f]{32}$/.test(base.session) ? q.hex(32) : base.session;
    b.readAll(
      q,
      {
        ...base,
        session,
        accessKeyId: base.accessKeyId.startsWith('AKIA') ? base.accessKeyId : `ASIA${q.upper(16)}`,
        address: base.vpcEndpointId === null ? base.address : b.inVpc(q, a, x).address,
      },
      x,
      a.own,
    );
  }
}

/** A load test starts many instances of a program. */
export function loadTest(b: Builder, r: Random, seen: Seen): void {
  const fit = busyPrograms(b, seen, 25).filter(({ principal }) =>
    /lambda|ecs|csi|startup/.test(principal.persona),
  );
  if (fit.length > 0)
    again(b, r, seen, r.pick(fit), workingMoment(b.org, r, anyDay(b, r)), r.int(20, 150), 2 * HOUR);
}

/** A zone is switched off, or all nodes are replaced: everything starts again at once. */
export function massRestart(b: Builder, r: Random, seen: Seen): void {
  const t = workingMoment(b.org, r, anyDay(b, r));
  const team = r.pick(b.org.teams);
  for (const a of busyPrograms(b, seen))
    if (
      r.chance(a.team === team ? 0.8 : 0.15) &&
      !/user|tenants|glue|emr|batch|airflow|rotation/.test(a.principal.persona)
    )
      again(b, r.sub(`${a.index}`), seen, a, t, r.int(1, 6), 900);
}

/** Exercise of disaster recovery: programs read the replicas in another region for an hour or two. */
export function failover(b: Builder, r: Random, seen: Seen): void {
  const t = workingMoment(b.org, r, anyDay(b, r, 5));
  const to = r.pick(['us-west-2', 'eu-west-3', 'us-east-2', 'ap-southeast-1']);
  const place = awsAddress(r, to);
  for (const a of busyPrograms(b, seen)) {
    if (!r.chance(0.15) || a.env !== 'prod') continue;
    const base = seen.seat(a, t);
    if (base === null) continue;
    const list = a.own.filter((o) => o.from < t && o.to > t && o.error === null);
    list.forEach(({ s }, i) =>
      b.out.get({ ...base, address: place, vpcEndpointId: null, region: to }, t + a.index * 3 + i, {
        ...s.ref,
        region: to,
      }),
    );
    if (list.length >= 5)
      b.note(
        a,
        t - 60,
        t + a.index * 3 + list.length + 300,
        'exercise of disaster recovery: replicas in another region',
      );
  }
}

/** A program takes over the work of another one and reads its secrets from then on. */
export function takeOver(b: Builder, r: Random, seen: Seen): void {
  const all = busyPrograms(b, seen, 30).filter((a) => !/airflow|tenants/.test(a.principal.persona));
  if (all.length < 4) return;
  const [a, old] = r.some(all, 2) as [Actor, Actor];
  const from = b.org.start + anyDay(b, r) * DAY + r.int(8, 18) * HOUR;
  const mine = new Set(a.own.map(({ s }) => s));
  const added = old.own
    .filter(({ s, error }) => !mine.has(s) && error === null && s.ref.accountId === a.accountId)
    .slice(0, r.int(1, 12));
  for (const c of seen.of[a.index]!)
    if (c.time > from && c.secret === a.own[0]!.s.ref && c.name === 'GetSecretValue')
      added.forEach(({ s }, i) => {
        if (s.born < c.time) b.out.get({ ...seen.seat(a, c.time)! }, c.time + 1 + i * 0.2, s.ref);
      });
}

/** The application changes to BatchGetSecretValue. */
export function changeToBatch(b: Builder, r: Random, seen: Seen): void {
  const fit = busyPrograms(b, seen, 20).filter(({ principal }) =>
    /startup|lambda$|cache/.test(principal.persona),
  );
  if (fit.length === 0) return;
  const a = r.pick(fit);
  const from = b.org.start + anyDay(b, r, 0) * DAY;
  for (const c of seen.of[a.index]!.filter(
    (x) => x.time > from && x.secret === a.own[0]!.s.ref && x.name === 'GetSecretValue',
  ).slice(0, 400)) {
    const list = secretRefs(
      a.own.filter((o) => o.from < c.time && o.to > c.time && o.error === null).map(({ s }) => s),
    );
    if (list.length > 0) b.out.batch({ ...seen.seat(a, c.time)!, by: 'arn' }, c.time + 2, { list }, list);
  }
}

/** A policy is broken by a change: the program is refused what it could read, until someone mends it. */
export function brokenPolicy(b: Builder, r: Random, seen: Seen): void {
  const fit = busyPrograms(b, seen);
  if (fit.length === 0) return;
  const a = r.pick(fit);
  const t = workingMoment(b.org, r, anyDay(b, r));
  const stop = t + r.log(2 * HOUR, 0.8);
  const seat = seen.seat(a, t);
  if (seat === null) return;
  for (let x = t; x < stop; x += r.int(60, 600))
    for (const { s, from, to } of a.own.slice(0, 12))
      if (x > from && x < to) b.out.get(seat, x, s.ref, 'AccessDenied');
}
