import type { Secret, World } from '../company/world.js';
import { groupBy } from '../draw/group.js';
import type { Era } from '../draw/time.js';
import { at } from '../draw/time.js';
import type { Rng } from '../draw/rng.js';
import { callerOf, startInstance, type Host, type Instance } from './host.js';
import type { MachineKind } from './kind.js';

/** A secret that a machine reads in `[from, to)`. */
export interface Need {
  readonly secret: Secret;
  from: number;
  to: number;
}

/** A role or user of programs. */
export interface Machine {
  readonly kind: MachineKind;
  readonly principal: number;
  readonly isUser: boolean;
  readonly team: number;
  readonly account: number;
  readonly label: string;
  readonly needs: Need[];
  /** Hosts at the same time (several regions) of each era. */
  readonly hosts: Era<readonly Host[]>[];
  from: number;
  to: number;
  /** Wanted calls a day. */
  rate: number;
  readonly zone: number;
  readonly byArn: boolean;
  /** Whether it reads its secrets with batch calls. */
  readonly batches: boolean;
  /** Times at which all of its instances restart. */
  readonly restarts: number[];
  /** When it is busier: a sale, a bug that disables its cache. */
  readonly surges: { readonly from: number; readonly to: number; readonly factor: number }[];
}

/** The secrets that a machine needs at a time. */
export function needsAt(machine: Machine, time: number): Secret[] {
  return machine.needs.filter(({ from, to }) => time >= from && time < to).map(({ secret }) => secret);
}

/** Starts an instance on one of the machine's hosts. */
export function launch(w: World, rng: Rng, machine: Machine, time: number): Instance {
  return startInstance(
    w,
    rng,
    rng.pick(at(machine.hosts, time)),
    machine.isUser ? machine.principal : null,
    time,
  );
}

/** Reads secrets one after another; gives the time of the last. */
export function readAll(
  w: World,
  rng: Rng,
  machine: Machine,
  instance: Instance,
  secrets: readonly Secret[],
  time: number,
  gap: number,
): number {
  if (machine.batches && secrets.length > 1) return readInBatches(w, machine, instance, secrets, time);
  let now = time;
  for (const secret of secrets) {
    if (now >= machine.to) break;
    const caller = callerOf(w, machine.principal, instance, now, machine.byArn);
    w.call(caller, 'GetSecretValue', now, secret);
    // A program that cannot read a secret tries again a few times.
    if (w.calls.at(-1)?.error != null && rng.chance(0.5))
      w.call(caller, 'GetSecretValue', now + rng.range(1, 40), secret);
    now += rng.exponential(gap);
  }
  return now;
}

/** Reads secrets with batch calls of up to 20, region by region. */
export function readInBatches(
  w: World,
  machine: Machine,
  instance: Instance,
  secrets: readonly Secret[],
  time: number,
): number {
  let now = time;
  for (const [region, here] of groupBy(secrets, ({ lab }) => lab.region))
    for (let i = 0; i < here.length && now < machine.to; i += 20, now += 1.2) {
      const page = here.slice(i, i + 20);
      const caller = callerOf(w, machine.principal, instance, now, machine.byArn);
      const found = page.filter(({ from, to }) => from <= now && to > now);
      w.call({ ...caller, region }, 'BatchGetSecretValue', now, null, {
        batch: { list: page.map(({ lab }) => lab) },
      });
      if (w.traits.batchChildren) for (const secret of found) w.call(caller, 'GetSecretValue', now, secret);
    }
  return now;
}

/** The factor by which a machine is busier at a time. */
export function surge(machine: Machine, time: number): number {
  let factor = 1;
  for (const s of machine.surges) if (time >= s.from && time < s.to) factor *= s.factor;
  return factor;
}
