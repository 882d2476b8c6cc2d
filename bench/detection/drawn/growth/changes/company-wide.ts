import type { World } from '../company/world.js';
import { endpointId } from '../draw/names.js';
import { at, change, DAY, HOUR } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import type { HostKind } from '../machines/host.js';
import type { Machine } from '../machines/machine.js';
import type { Person } from '../people/person.js';
import { addressOf, awsNetwork } from '../places/addresses.js';

type Event = (
  w: World,
  rng: Rng,
  machines: readonly Machine[],
  people: readonly Person[],
  time: number,
) => void;

const CLUSTER = new Set<HostKind>(['irsa', 'pod-identity', 'node']);

/** New images of all nodes of the clusters: every pod restarts within some hours. */
const rollNodes: Event = (w, rng, machines, _, time) => {
  const hours = rng.logRange(0.5, 12);
  for (const machine of machines)
    if (at(machine.hosts, Math.max(w.start, time)).some(({ kind }) => CLUSTER.has(kind)))
      for (let n = rng.int(1, 3); n > 0; n--) machine.restarts.push(time + rng.range(0, hours) * HOUR);
};

/** A policy of the whole organisation denies too much until it is taken back. */
const badPolicy: Event = (w, rng, machines, _, time) => {
  const account = rng.pick(w.accounts).index;
  const to = time + rng.logRange(0.1, 5) * HOUR;
  for (const machine of machines) {
    if (machine.account !== account || rng.chance(0.3)) continue;
    w.breaks.set(machine.principal, [
      ...(w.breaks.get(machine.principal) ?? []),
      { from: time, to, share: 1 },
    ]);
  }
};

/** A failure of a zone or a database: many services crash and start again, several times. */
const failure: Event = (_, rng, machines, __, time) => {
  const share = rng.range(0.1, 0.7);
  for (const machine of machines)
    if (rng.chance(share))
      for (let n = rng.geometric(3), t = time; n > 0; n--, t += rng.exponential(900))
        machine.restarts.push(t);
};

/** All egress goes through a new firewall or a central VPC. */
const newEgress: Event = (w, rng, _, __, time) => {
  const { regions } = w.accounts[0]!;
  const addresses = Array.from({ length: rng.int(1, 4) }, () => addressOf(rng, awsNetwork(regions[0]!)));
  for (const { vpcs } of w.accounts)
    for (const vpc of vpcs.values())
      if (rng.chance(0.7)) change(vpc.egress, time + rng.range(0, 2 * DAY), addresses);
};

/** Endpoints for Secrets Manager are rolled out to all networks. */
const endpointsForAll: Event = (w, rng, _, __, time) => {
  for (const { vpcs } of w.accounts)
    for (const vpc of vpcs.values())
      if (at(vpc.endpoint, time) === null && rng.chance(0.8))
        change(vpc.endpoint, time + rng.range(0, 4 * DAY), endpointId(rng));
};

/** Holidays: most people are away for some days, and few deploy. */
const holidays: Event = (_, rng, __, people, time) => {
  const days = rng.int(1, 5);
  for (const { away } of people) if (rng.chance(0.8)) away.push({ from: time, to: time + days * DAY });
};

/** A library is renewed everywhere after an advisory. */
const advisory: Event = (_, rng, machines, __, time) => {
  for (const machine of machines)
    if (rng.chance(0.5)) {
      const when = time + rng.exponential(2 * DAY);
      change(
        machine.hosts,
        when,
        at(machine.hosts, when).map((host) => ({ ...host, version: host.version + rng.int(1, 3) })),
      );
      machine.restarts.push(when);
    }
};

const EVENTS: readonly (readonly [Event, number])[] = [
  [rollNodes, 2],
  [badPolicy, 1],
  [failure, 2],
  [newEgress, 0.5],
  [endpointsForAll, 0.5],
  [holidays, 1],
  [advisory, 1],
];

/** Plans what happens to the whole company, before anybody works. */
export function planCompanyWide(w: World, machines: readonly Machine[], people: readonly Person[]): void {
  const rng = w.rng.stream('company-wide');
  const count = rng.poisson((w.options.days / 7) * rng.logRange(0.2, 2.5));
  for (let n = 0; n < count; n++) {
    const time = w.start + rng.int(0, w.options.days - 1) * DAY + rng.range(7, 19) * HOUR;
    rng.weighted(EVENTS)(w, rng, machines, people, time);
  }
  merge(w, rng, machines, people);
  for (const machine of machines) machine.restarts.sort((a, b) => a - b);
}

/** A company that was bought joins: its accounts' machines and some people appear within a few days. */
function merge(w: World, rng: Rng, machines: readonly Machine[], people: readonly Person[]): void {
  if (w.accounts.length < 3 || !rng.chance(w.traits.kind === 'merged' ? 0.6 : 0.08)) return;
  const time = w.start + rng.range(0.1, 0.8) * (w.end - w.start);
  const joined = new Set(
    rng.sample(w.accounts.slice(1), rng.int(1, Math.ceil(w.accounts.length / 3))).map(({ index }) => index),
  );
  for (const machine of machines)
    if (joined.has(machine.account) && machine.from <= time && machine.to > time)
      machine.from = time + rng.range(0, 4 * DAY);
  for (const person of people)
    if (joined.has(person.badges[0]!.account) && person.to > time + 5 * DAY)
      person.from = Math.max(person.from, time + rng.range(0, 4 * DAY));
}
