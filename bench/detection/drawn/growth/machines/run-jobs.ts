import type { World } from '../company/world.js';
import { DAY, HOUR, isWeekend, traffic } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { callerOf } from './host.js';
import { launch, needsAt, readAll, readInBatches, surge, type Machine } from './machine.js';

/** Times of jobs that people cause, about so many each working day. */
function jobTimes(rng: Rng, machine: Machine, perDay: number, weekend: number): number[] {
  const times: number[] = [];
  for (let hour = machine.from; hour < machine.to; hour += HOUR) {
    const share = traffic(hour, machine.zone, 0.02) ** 2.5 * (isWeekend(hour, machine.zone) ? weekend : 1);
    for (let n = rng.poisson((perDay / 6) * share * surge(machine, hour)); n > 0; n--)
      times.push(hour + rng.range(0, HOUR));
  }
  return times.filter((time) => time < machine.to).sort((a, b) => a - b);
}

/** Build and deploy jobs: each pipeline reads its own few secrets. */
export function runPipeline(w: World, rng: Rng, machine: Machine): void {
  const all = machine.needs.map(({ secret }) => secret);
  const pipelines = Array.from({ length: rng.int(1, 9) }, () =>
    rng.sample(all, rng.geometric(Math.max(1, all.length / 4))),
  );
  const each = pipelines.reduce((sum, p) => sum + p.length, 0) / pipelines.length;
  for (const time of jobTimes(rng, machine, machine.rate / Math.max(1, each), w.traits.weekendWork)) {
    const instance = launch(w, rng, machine, time);
    const now = new Set(needsAt(machine, time));
    readAll(
      w,
      rng,
      machine,
      instance,
      rng.favourite(pipelines, 1.5).filter((secret) => now.has(secret)),
      time,
      2,
    );
  }
}

/** Plans and applies of infrastructure as code: a whole stack is described and read, seldom something is written. */
export function runIac(w: World, rng: Rng, machine: Machine): void {
  const all = machine.needs.map(({ secret }) => secret);
  const stacks = Array.from({ length: rng.int(1, 6) }, () =>
    rng.sample(all, rng.geometric(Math.max(2, all.length / 3))),
  );
  const each = 1.7 * (stacks.reduce((sum, s) => sum + s.length, 0) / stacks.length);
  for (const time of jobTimes(
    rng,
    machine,
    Math.min(40, machine.rate / Math.max(1, each)),
    w.traits.weekendWork,
  )) {
    const instance = launch(w, rng, machine, time);
    const known = new Set(needsAt(machine, time));
    let now = time;
    for (const secret of rng.favourite(stacks, 1.5)) {
      if (!known.has(secret)) continue;
      const caller = callerOf(w, machine.principal, instance, now, true);
      w.call(caller, 'DescribeSecret', now, secret);
      if (rng.chance(0.7)) w.call(caller, 'GetSecretValue', now + 0.4, secret);
      if (rng.chance(0.01))
        w.call(caller, rng.pick(['PutSecretValue', 'UpdateSecret', 'TagResource']), now + 20, secret);
      now += rng.exponential(0.3);
    }
  }
}

/** Scanners that list and describe everything; some read the values, too. */
export function runInventory(w: World, rng: Rng, machine: Machine): void {
  const values = machine.kind.persona === 'secret-inventory';
  const interval = rng.pick(values ? [DAY, 7 * DAY, 7 * DAY] : [6 * HOUR, 12 * HOUR, DAY, DAY, 7 * DAY]);
  const describes = rng.chance(0.35);
  const { regions, index } = w.accounts[machine.account]!;
  const wide = rng.chance(0.5)
    ? ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-1', 'eu-central-1']
    : [];
  const jitter = rng.logRange(10, 3 * HOUR);
  for (let time = machine.from + rng.range(0, interval); time < machine.to; time += interval) {
    let now = time + rng.exponential(jitter);
    const instance = launch(w, rng, machine, now);
    const caller = (): ReturnType<typeof callerOf> => callerOf(w, machine.principal, instance, now, true);
    const mine = w.secrets.filter((s) => s.account === index && s.from <= now && s.to > now);
    for (const region of new Set([...regions, ...wide])) {
      const here = mine.filter(({ lab }) => lab.region === region);
      for (let page = 0; page <= here.length / 100; page++, now += rng.range(0.2, 2))
        w.call({ ...caller(), region }, 'ListSecrets', now, null);
      for (const secret of here) {
        if (now >= machine.to) break;
        if (describes) w.call(caller(), 'DescribeSecret', now, secret);
        if (values) w.call(caller(), 'GetSecretValue', now + 0.3, secret);
        now += rng.exponential(0.4);
      }
    }
  }
}

/** A rotation function: four steps for each secret, on its schedule or when somebody asks. */
export function runRotator(w: World, rng: Rng, machine: Machine): void {
  for (const { secret, from, to } of machine.needs) {
    const interval = rng.pick([1, 7, 7, 14, 30, 30, 90]) * DAY;
    for (
      let time = machine.from + rng.range(0, interval);
      time < machine.to;
      time += interval * rng.range(0.97, 1)
    ) {
      if (time < from || time >= to) continue;
      const instance = launch(w, rng, machine, time);
      const caller = callerOf(w, machine.principal, instance, time, true);
      const steps = [
        'DescribeSecret',
        'GetSecretValue',
        'GetSecretValue',
        'PutSecretValue',
        'DescribeSecret',
        'GetSecretValue',
        'DescribeSecret',
        'GetSecretValue',
        'DescribeSecret',
      ] as const;
      steps.forEach((name, i) =>
        w.call(caller, name, time + i * 1.7, secret, i === 2 ? { error: 'ResourceNotFoundException' } : {}),
      );
    }
  }
}

/** Exports of all secrets for disaster recovery. */
export function runBackup(w: World, rng: Rng, machine: Machine): void {
  const interval = rng.pick([DAY, 7 * DAY, 7 * DAY, 14 * DAY]);
  const batches = rng.chance(0.5);
  for (
    let time = machine.from + rng.range(0, Math.min(interval, machine.to - machine.from));
    time < machine.to;
    time += interval
  ) {
    const instance = launch(w, rng, machine, time);
    const needs = needsAt(machine, time).filter((s) => s.from <= time && s.to > time);
    w.call(callerOf(w, machine.principal, instance, time, true), 'ListSecrets', time, null);
    if (batches) readInBatches(w, machine, instance, needs, time + 2);
    else readAll(w, rng, machine, instance, needs, time + 2, rng.logRange(0.1, 2));
  }
}

/** Environments for pull requests: secrets are made, read for some days, and deleted. */
export function runPreviews(w: World, rng: Rng, machine: Machine): void {
  const template = machine.needs[0]!.secret;
  let number = rng.int(100, 9000);
  const each = rng.int(1, 4);
  for (const time of jobTimes(rng, machine, Math.min(8, 0.5 + machine.rate / 30), w.traits.weekendWork)) {
    number += rng.int(1, 4);
    const until = Math.min(machine.to, time + rng.exponential(3 * DAY));
    const instance = launch(w, rng, machine, time);
    const secrets = Array.from({ length: each }, (_, i) =>
      w.addSecret(
        rng,
        { team: machine.team, account: machine.account, stage: 'dev' },
        `preview/pr-${number}/${['db', 'app', 'redis', 'auth'][i]!}`,
        template.lab.region,
        time,
      ),
    );
    for (const secret of secrets) {
      w.call(callerOf(w, machine.principal, instance, time, false), 'CreateSecret', time, secret);
      secret.to = until;
    }
    for (let t = time + rng.range(30, 300); t < until; t += rng.exponential(0.7 * DAY))
      readAll(w, rng, machine, launch(w, rng, machine, t), [...secrets, ...needsAt(machine, t)], t, 0.5);
    for (const secret of secrets)
      w.call(callerOf(w, machine.principal, instance, until, false), 'DeleteSecret', until, secret);
  }
}

/** People at work on a machine: notebooks, jump hosts, assistants. */
export function runNotebook(w: World, rng: Rng, machine: Machine): void {
  const needs = machine.needs.map(({ secret }) => secret);
  let instance = launch(w, rng, machine, machine.from);
  const lists = rng.chance(0.4);
  for (const time of jobTimes(rng, machine, Math.min(30, machine.rate / 2), w.traits.weekendWork)) {
    if (rng.chance(0.15)) instance = launch(w, rng, machine, time);
    if (lists && rng.chance(0.2))
      w.call(callerOf(w, machine.principal, instance, time, false), 'ListSecrets', time - 5, null);
    const some = Array.from({ length: Math.min(needs.length, rng.geometric(2)) }, () => rng.favourite(needs));
    readAll(w, rng, machine, instance, [...new Set(some)], time, 30);
  }
}
