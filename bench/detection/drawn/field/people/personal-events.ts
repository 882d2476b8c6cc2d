import type { Builder } from '../company/builder.js';
import { DAY, dayIndex, isWorkday, workingMoment } from '../company/calendar.js';
import type { Person } from '../company/model.js';
import type { Random } from '../company/random.js';
import { secretRefs, secretsOfAccount, teamSecretsOfAccount } from '../company/secrets.js';
import { anyDay, pickPerson } from './event-choice.js';
import { lookThrough } from './daily-work.js';
import { personSeat } from './seats.js';

const isPresent = (b: Builder, p: Person, t: number): boolean =>
  t > p.from && t < p.to && dayIndex(b.org, t) >= 0;

/** Somebody searches for the cause of an incident at any hour. */
export function incidentSearch(b: Builder, r: Random): void {
  const who = pickPerson(b, r);
  if (who === null) return;
  const [a, p] = who;
  const t = b.org.start + anyDay(b, r) * DAY + r.int(0, DAY);
  if (!isPresent(b, p, t)) return;
  const list = r.chance(0.5) ? teamSecretsOfAccount(b.org, a, p.team) : secretsOfAccount(b.org, a.accountId);
  lookThrough(b, r, a, p, t, list, Math.round(r.log(9, 0.7)), r.pick(['cli', 'console'] as const));
}

/** The security team reads everything once, with a script of its own. */
export function auditReading(b: Builder, r: Random): void {
  const who = pickPerson(b, r, /admin|sre|org-access|power/);
  if (who === null) return;
  const [a, p] = who;
  const t = workingMoment(b.org, r, anyDay(b, r));
  const list = secretsOfAccount(b.org, a.accountId, a.region).filter(({ born }) => born < t);
  const seat = personSeat(b, r, a, p, t, r.chance(0.6) ? 'code' : 'cli');
  b.out.list(seat, t, list.length);
  list.forEach(({ ref }, i) => b.out.get(seat, t + 8 + i * 0.4, ref, r.chance(0.03) ? 'AccessDenied' : null));
  b.note(a, t - 60, t + list.length + 120, 'audit: reads every secret of the account');
}

/** All credentials of a kind are changed, after a leak elsewhere or by policy. */
export function rotationCampaign(b: Builder, r: Random): void {
  const who = pickPerson(b, r);
  if (who === null) return;
  const [a, p] = who;
  let list = r.some(secretsOfAccount(b.org, a.accountId), r.int(8, 60));
  const readsToo = r.chance(0.5);
  for (let d = anyDay(b, r), end = d + r.int(1, 5); d < end && list.length > 0; d++) {
    if (!isWorkday(b.org, b.org.start + (d + 0.5) * DAY)) continue;
    const today = list.slice(0, r.int(4, 25));
    list = list.slice(today.length);
    let t = workingMoment(b.org, r, d, p.zone);
    const seat = personSeat(b, r, a, p, t, r.pick(['console', 'cli'] as const));
    for (const { ref, born } of today) {
      if (born > t) continue;
      if (readsToo) b.out.get(seat, t, ref);
      b.out.call(seat, r.chance(0.7) ? 'PutSecretValue' : 'RotateSecret', t + 8, ref);
      t += r.exp(200);
    }
  }
}

/** A new colleague looks through the secrets of the team outside production. */
export function newColleague(b: Builder, r: Random): void {
  const who = pickPerson(b, r, /developer|power/);
  if (who === null) return;
  const [a, p] = who;
  const list = teamSecretsOfAccount(b.org, a, p.team).filter(({ env }) => env !== 'prod');
  lookThrough(
    b,
    r,
    a,
    p,
    workingMoment(b.org, r, anyDay(b, r)),
    list,
    r.int(3, 14),
    r.pick(['cli', 'code', 'console'] as const),
  );
}

/** Somebody replicates secrets to another region. */
export function replication(b: Builder, r: Random): void {
  const who = pickPerson(b, r);
  if (who === null) return;
  const t = workingMoment(b.org, r, anyDay(b, r));
  const seat = personSeat(b, r, ...who, t, 'cli');
  const to = r.pick(['us-west-2', 'eu-west-3', 'eu-central-1', 'us-east-2']);
  r.some(secretsOfAccount(b.org, who[0].accountId, who[0].region), r.int(2, 15)).forEach(
    ({ ref, born }, i) => {
      if (born < t) b.out.call(seat, 'ReplicateSecretToRegions', t + i * 5, ref, { replicaRegion: to });
    },
  );
}

/** Somebody deletes secrets that nothing uses. */
export function cleanUp(b: Builder, r: Random): void {
  const who = pickPerson(b, r);
  if (who === null) return;
  const t = workingMoment(b.org, r, anyDay(b, r));
  const seat = personSeat(b, r, ...who, t, 'console');
  const used = new Set(b.actors.flatMap((a) => a.own.map(({ s }) => s)));
  b.out.list(seat, t - 30, 100);
  r.some(
    secretsOfAccount(b.org, who[0].accountId).filter((s) => !used.has(s) && s.born < t),
    r.int(1, 12),
  ).forEach(({ ref }, i) => {
    b.out.call(seat, 'DescribeSecret', t + i * 40, ref);
    if (r.chance(0.2)) b.out.get(seat, t + i * 40 + 5, ref);
    b.out.call(seat, 'DeleteSecret', t + i * 40 + 15, ref);
    if (r.chance(0.05)) b.out.call(seat, 'RestoreSecret', t + i * 40 + 600, ref);
  });
}

/** Somebody runs Terraform on a laptop. */
export function laptopTerraform(b: Builder, r: Random): void {
  const who = pickPerson(b, r, /admin|power|sre|user-person/);
  if (who === null) return;
  const [a, p] = who;
  const list = r.some(teamSecretsOfAccount(b.org, a, p.team), r.int(4, 40));
  let d = anyDay(b, r, 0);
  for (let i = 0, n = r.int(1, 8); i < n; i++, d += r.int(0, 3)) {
    const t = workingMoment(b.org, r, d, p.zone);
    const seat = personSeat(b, r.sub('tf'), a, p, t, 'terraform', p.address(r, t));
    list.forEach(({ ref, born }, k) => {
      if (born < t) {
        b.out.call(seat, 'DescribeSecret', t + k / 8, ref);
        b.out.get(seat, t + k / 8 + 1, ref);
      }
    });
  }
}

/** A loop on the command line: in which secret does this host name stand? */
export function commandLineLoop(b: Builder, r: Random): void {
  const who = pickPerson(b, r);
  if (who === null) return;
  const [a, p] = who;
  const t = workingMoment(b.org, r, anyDay(b, r), p.zone);
  const list = r
    .some(
      r.chance(0.6) ? teamSecretsOfAccount(b.org, a, p.team) : secretsOfAccount(b.org, a.accountId, a.region),
      Math.round(r.log(14, 0.8)),
    )
    .filter(({ born }) => born < t);
  const seat = personSeat(b, r, a, p, t, 'cli');
  b.out.list({ ...seat, userAgent: p.cli(t, 'list-secrets') }, t, list.length);
  list.forEach(({ ref }, i) =>
    b.out.get(
      { ...seat, by: 'arn' },
      t + 5 + i * r.real(0.8, 1.6),
      ref,
      r.chance(0.05) ? 'AccessDenied' : null,
    ),
  );
}

/** Somebody leaves or changes teams and hands over what was in their care. */
export function handOver(b: Builder, r: Random): void {
  const who = pickPerson(b, r);
  if (who === null) return;
  const t = workingMoment(b.org, r, anyDay(b, r));
  lookThrough(b, r, ...who, t, teamSecretsOfAccount(b.org, who[0], who[1].team), r.int(4, 15), 'console');
}

/** The console's and the tools' batch call by a name's prefix. */
export function batchByPrefix(b: Builder, r: Random): void {
  const who = pickPerson(b, r);
  if (who === null) return;
  const t = workingMoment(b.org, r, anyDay(b, r));
  const one = r.pick(secretsOfAccount(b.org, who[0].accountId));
  const hits = secretsOfAccount(b.org, who[0].accountId, one.ref.region)
    .filter((s) => s.service === one.service && s.env === one.env && s.born < t)
    .slice(0, 20);
  b.out.batch(
    personSeat(b, r, ...who, t, r.pick(['cli', 'code'] as const)),
    t,
    {
      filters: [{ key: 'name', values: [one.ref.name.split(/[/_-]/).slice(0, -1).join('/')] }],
      maxResults: r.chance(0.5) ? 20 : null,
    },
    secretRefs(hits),
    null,
    one.ref.region,
  );
}
