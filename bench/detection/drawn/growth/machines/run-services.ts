import type { World } from '../company/world.js';
import { DAY, HOUR, isWeekend, traffic } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { callerOf, type HostKind, type Instance } from './host.js';
import { launch, needsAt, readAll, surge, type Machine } from './machine.js';

const CACHES = [60, 300, 300, 600, 900, 1800, 3600, 3600, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY];

/** Long-running instances: they read everything when they start, and again when their caches expire. */
export function runService(w: World, rng: Rng, machine: Machine): void {
  const count = Math.max(1, needsAt(machine, (machine.from + machine.to) / 2).length);
  const size = Math.max(1, Math.min(24, Math.round(rng.lognormal(1 + Math.sqrt(machine.rate) / 5, 0.6))));
  const wanted = (size * count * DAY) / machine.rate;
  const cache =
    wanted > 3 * DAY
      ? Infinity
      : CACHES.reduce((best, c) =>
          Math.abs(Math.log(c / wanted)) < Math.abs(Math.log(best / wanted)) ? c : best,
        );
  const lazy = rng.range(0, 1);
  const lifetime = rng.logRange(0.4, 12) * DAY;
  const gap = rng.logRange(0.05, 2);
  const renewed = rng.range(0.05, 1);
  const stays = new Set<HostKind>(['ec2', 'public-ec2', 'onprem']);
  for (let slot = 0; slot < size; slot++) {
    let old: Instance | null = null;
    let time =
      machine.from -
      (machine.from <= w.start ? rng.range(0, cache === Infinity ? lifetime : cache) : -rng.range(0, 60));
    while (time < machine.to) {
      const stop = Math.min(machine.to, nextStop(rng, machine, time, lifetime));
      // A restart on the same server keeps the server's session.
      if (old === null || !stays.has(old.host.kind) || machine.hosts.length > 1 || rng.chance(renewed))
        old = launch(w, rng, machine, time);
      const instance = old;
      readAll(w, rng, machine, instance, needsAt(machine, time), time, gap);
      refresh(w, rng, machine, instance, { from: time, to: stop, cache, lazy });
      time = stop + rng.exponential(120);
    }
  }
}

function nextStop(rng: Rng, machine: Machine, time: number, lifetime: number): number {
  const own = time + rng.exponential(lifetime);
  const restart = machine.restarts.find((r) => r > time + 300) ?? Infinity;
  return restart < own ? restart + rng.range(0, 600) : own;
}

function refresh(
  w: World,
  rng: Rng,
  machine: Machine,
  instance: Instance,
  life: { from: number; to: number; cache: number; lazy: number },
): void {
  const { from, to, cache, lazy } = life;
  if (cache === Infinity) return;
  for (const { secret, ...need } of machine.needs) {
    let time = Math.max(from, need.from) + cache * rng.range(0.95, 1.05);
    while (time < to && time < need.to) {
      const load = traffic(time, machine.zone, 1 - lazy) * surge(machine, time);
      if (rng.chance(load))
        w.call(callerOf(w, machine.principal, instance, time, machine.byArn), 'GetSecretValue', time, secret);
      time += (cache * rng.range(0.98, 1.1)) / Math.max(1, load);
    }
  }
}

/** Containers that come with the traffic: functions, devices. */
export function runFunctions(w: World, rng: Rng, machine: Machine): void {
  const floor = rng.range(0.05, 1);
  const extension = rng.chance(0.25);
  const each = Math.max(1, machine.needs.length * rng.range(0.6, 1));
  const days = (machine.to - machine.from) / DAY;
  const starts = (machine.rate / each / (extension ? 2 : 1)) * 1.4;
  for (let hour = 0; hour < days * 24; hour++) {
    const begin = machine.from + hour * HOUR;
    const mean = (starts / 24) * traffic(begin, machine.zone, floor) * surge(machine, begin);
    for (let n = rng.poisson(mean); n > 0; n--) {
      const time = begin + rng.range(0, HOUR);
      if (time >= machine.to) continue;
      const instance = launch(w, rng, machine, time);
      const needs = needsAt(machine, time).filter(() => rng.chance(each / Math.max(1, machine.needs.length)));
      readAll(w, rng, machine, instance, needs, time, 0.3);
      if (extension)
        for (let t = time + 300, left = rng.geometric(2); left > 1; left--, t += rng.range(300, 900))
          readAll(w, rng, machine, instance, needs, t, 0.3);
    }
  }
}

const INTERVALS = [300, 900, 1800, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, DAY, DAY, 7 * DAY];

/** Jobs on a schedule. */
export function runCron(w: World, rng: Rng, machine: Machine): void {
  const count = Math.max(1, machine.needs.length);
  const wanted = Math.min(7 * DAY, (count * DAY) / machine.rate);
  const interval = INTERVALS.reduce((best, c) =>
    Math.abs(Math.log(c / wanted)) < Math.abs(Math.log(best / wanted)) ? c : best,
  );
  const offset = rng.chance(0.6) ? Math.floor(rng.range(0, interval) / 300) * 300 : rng.range(0, interval);
  const weekdays = interval >= DAY && rng.chance(0.2);
  const whole = rng.chance(0.7);
  const jitter = rng.logRange(1, 60);
  let instance = launch(w, rng, machine, machine.from);
  const sticky = rng.chance(0.25);
  for (
    let time = Math.floor(machine.from / interval) * interval + offset;
    time < machine.to;
    time += interval
  ) {
    if (time < machine.from || (weekdays && isWeekend(time, machine.zone)) || rng.chance(0.01)) continue;
    const now = time + rng.exponential(jitter);
    if (!sticky || rng.chance(0.05) || (machine.hosts.length > 1 && rng.chance(0.5)))
      instance = launch(w, rng, machine, now);
    const needs = needsAt(machine, now);
    readAll(w, rng, machine, instance, whole ? needs : rng.sample(needs, rng.int(1, needs.length)), now, 1.5);
    // A failed run is repeated by hand or by the scheduler.
    if (rng.chance(0.02)) readAll(w, rng, machine, instance, needs, now + rng.range(300, 2 * HOUR), 1.5);
  }
}

const LOOPS = [60, 300, 600, 900, 1800, HOUR, HOUR, 4 * HOUR, 12 * HOUR];

/** Controllers that compare all of their secrets every so often. */
export function runReconcile(w: World, rng: Rng, machine: Machine): void {
  const wanted = (machine.needs.length * DAY) / machine.rate;
  const interval = LOOPS.reduce((best, c) =>
    Math.abs(Math.log(c / wanted)) < Math.abs(Math.log(best / wanted)) ? c : best,
  );
  let instance = launch(w, rng, machine, machine.from);
  let until = machine.from + rng.exponential(5 * DAY);
  const phases = new Map(
    machine.needs.map(({ secret }) => [secret, rng.chance(0.5) ? rng.range(0, 3) : rng.range(0, interval)]),
  );
  for (
    let time = machine.from + rng.range(0, interval);
    time < machine.to;
    time += interval * rng.range(0.99, 1.02)
  ) {
    const fresh = time > until || machine.restarts.some((r) => r > time - interval && r <= time);
    if (fresh) {
      instance = launch(w, rng, machine, time);
      until = time + rng.exponential(5 * DAY);
    }
    if (machine.batches) {
      byFilter(w, machine, instance, time);
      continue;
    }
    for (const secret of needsAt(machine, time)) {
      const now = time + (fresh ? rng.range(0, 20) : (phases.get(secret) ?? 0));
      if (now < machine.to)
        w.call(callerOf(w, machine.principal, instance, now, machine.byArn), 'GetSecretValue', now, secret);
    }
  }
}

/** A controller that finds its secrets by a filter. */
function byFilter(w: World, machine: Machine, instance: Instance, time: number): void {
  const values = [w.teams[machine.team]!.name];
  const needs = needsAt(machine, time).filter(({ from, to }) => from <= time && to > time);
  const caller = callerOf(w, machine.principal, instance, time, true);
  for (let i = 0; i < needs.length; i += 20) {
    const now = Math.min(time + i / 10, machine.to - 1);
    w.call(caller, 'BatchGetSecretValue', now, null, {
      batch: { filters: [{ key: 'name', values }], maxResults: null },
    });
    if (w.traits.batchChildren)
      for (const secret of needs.slice(i, i + 20)) w.call(caller, 'GetSecretValue', now, secret);
  }
}
