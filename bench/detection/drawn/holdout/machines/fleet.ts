import type { Dice } from '../base/dice.js';
import type { Deployment, Place, Principal, Seat, Secret } from '../base/model.js';
import { DAY, HOUR, isWorkday, localDay, localHour, MINUTE, type Site } from '../base/time.js';
import { hostAgent, updated } from '../company/agents.js';
import type { World } from '../company/world.js';

/** How the hosts of a service live and when they read. */
export interface FleetPlan {
  readonly principal: Principal;
  readonly deployment: Deployment;
  /** All that its hosts read at their start. */
  readonly secrets: Secret[];
  /** Read when a request needs one; cached as long as the host lives. */
  readonly onDemand: { readonly secrets: Secret[]; readonly perDay: number } | null;
  readonly hosts: number;
  /** How much of it follows the day of its users: 0 to 1. */
  readonly swing: number;
  readonly idleAtNight: boolean;
  /** Mean seconds of a host's life; its successor starts at once, or when load asks for one. */
  readonly life: number;
  readonly isReplacedAtOnce: boolean;
  readonly refresh: number | null;
  readonly batches: boolean;
  readonly credentialLife: number;
  readonly agent: string;
  readonly by: 'arn' | 'name';
  readonly session: (dice: Dice) => string;
  readonly place: (dice: Dice, time: number) => Place;
  /** Of a service that comes or goes within the period; otherwise it was there before, and stays. */
  readonly from: number | null;
  readonly until: number | null;
}

interface Host {
  seat: Seat;
  isAlive: boolean;
  keyUntil: number;
}

/** Hosts, tasks, pods or environments of one service in one stage. */
export class Fleet {
  readonly #hosts = new Set<Host>();
  readonly #site: Site;
  #isOver = false;
  #releases = 0;

  constructor(
    private readonly world: World,
    private readonly plan: FleetPlan,
    private readonly dice: Dice,
  ) {
    this.#site = plan.deployment.team.site;
    const { clock } = world;
    clock.at(plan.from ?? clock.start, (time) => this.#begin(time));
    if (plan.until !== null) clock.at(plan.until, () => this.#end());
  }

  #begin(time: number): void {
    const { plan, dice } = this;
    // Hosts that were there before the period do not start in its first hour: only their refreshes show.
    const reads = plan.from !== null;
    for (let i = this.#wanted(time); i > 0; i--)
      this.#start(time + dice.between(0, HOUR), reads || (plan.refresh === null && dice.chance(0.1)));
    this.world.clock.at(time + HOUR, (when) => this.#tick(when));
    plan.deployment.onDeploy.push((when) => this.#replaceAll(when));
    plan.deployment.onShell.push((when) => this.#shell(when));
    if (plan.onDemand !== null) this.#nextDemand(time, plan.onDemand);
  }

  #end(): void {
    this.#isOver = true;
    for (const host of [...this.#hosts]) this.#stop(host);
  }

  #wanted(time: number): number {
    const { hosts, swing, idleAtNight } = this.plan;
    const hour = localHour(time, this.#site);
    const isWork = isWorkday(localDay(time, this.#site), this.#site);
    if (idleAtNight && (hour < 7 || hour > 20 || !isWork)) return 0;
    const wave = 1 + swing * Math.cos(((hour - 14) / 12) * Math.PI) - (isWork ? 0 : swing / 2);
    const peak = this.world.company.peaks.find(({ from, to }) => time >= from && time < to);
    const mean = hosts * Math.max(0, wave) * (peak?.factor ?? 1);
    return Math.floor(mean) + (this.dice.chance(mean % 1) ? 1 : 0);
  }

  #tick(time: number): void {
    if (this.#isOver) return;
    const wanted = this.#wanted(time);
    for (let i = this.#hosts.size; i < wanted; i++)
      this.world.clock.at(time + this.dice.between(0, HOUR - 1), (when) => this.#start(when, true));
    if (this.plan.isReplacedAtOnce) for (const host of [...this.#hosts].slice(wanted)) this.#stop(host);
    this.world.clock.at(time + HOUR, (when) => this.#tick(when));
  }

  #start(time: number, reads: boolean): void {
    if (this.#isOver) return;
    const { dice, plan } = this;
    const host: Host = { seat: this.#seat(time), isAlive: true, keyUntil: time + plan.credentialLife };
    this.#hosts.add(host);
    if (reads) this.#readAll(host, time);
    if (plan.refresh !== null) this.#nextRefresh(host, time + dice.uniform(0, plan.refresh));
    if (plan.life === Infinity) return;
    this.world.clock.at(time + 1 + dice.exponential(plan.life), (when) => {
      if (!host.isAlive) return;
      this.#stop(host);
      if (plan.isReplacedAtOnce) this.#start(when + dice.between(20, 200), true);
    });
  }

  #seat(time: number): Seat {
    const { principal, agent, by, session, place } = this.plan;
    return {
      principal,
      agent: updated(agent, this.#releases),
      by,
      session: session(this.dice),
      key: this.dice.accessKey('ASIA'),
      ...place(this.dice, time),
    };
  }

  #stop(host: Host): void {
    host.isAlive = false;
    this.#hosts.delete(host);
  }

  #nextRefresh(host: Host, time: number): void {
    this.world.clock.at(time, (when) => {
      if (!host.isAlive) return;
      this.#readAll(host, when);
      this.#nextRefresh(host, when + this.plan.refresh! + this.dice.between(0, 5));
    });
  }

  #readAll(host: Host, time: number): void {
    const { dice, plan } = this;
    const seat = this.#seatNow(host, time);
    const secrets = plan.secrets.filter(({ gone }) => gone === null || gone > time - DAY);
    if (plan.batches && secrets.length > 1) {
      this.world.ledger.batch(seat, secrets, time);
      return;
    }
    let when = time;
    for (const secret of secrets) this.world.ledger.read(seat, secret, (when += dice.uniform(0, 2)));
  }

  #seatNow(host: Host, time: number): Seat {
    if (time >= host.keyUntil) {
      host.seat = { ...host.seat, key: this.dice.accessKey('ASIA') };
      host.keyUntil = time + this.plan.credentialLife;
    }
    return host.seat;
  }

  /** Somebody has a shell on a host, and reads what the program reads. */
  #shell(time: number): void {
    const host = this.world.random(this.dice, [...this.#hosts]);
    if (host === null) return;
    const agent = this.dice.chance(0.8) ? hostAgent(this.dice) : 'curl/8.5.0';
    const seat = { ...this.#seatNow(host, time), agent, by: 'name' as const };
    let when = time;
    for (const secret of this.dice.sample(this.plan.secrets, this.dice.pick([1, 1, 1, 2, 3])))
      this.world.ledger.read(seat, secret, (when += this.dice.exponential(40)));
  }

  /** A rolling deploy. */
  #replaceAll(time: number): void {
    if (this.#isOver) return;
    if (this.dice.chance(0.03)) this.#releases++;
    let when = time;
    for (const host of this.#hosts) {
      when += this.dice.between(5, 90);
      this.world.clock.at(when, (now) => {
        if (!host.isAlive) return;
        this.#stop(host);
        this.#start(now, true);
      });
    }
    if (this.#hosts.size === 0) this.world.clock.at(time + MINUTE, (now) => this.#start(now, true));
  }

  #nextDemand(time: number, demand: { readonly secrets: Secret[]; readonly perDay: number }): void {
    this.world.clock.at(time + this.dice.exponential(DAY / demand.perDay), (when) => {
      if (this.#isOver) return;
      const host = this.world.random(this.dice, [...this.#hosts]);
      const busy = localHour(when, this.#site) > 7 && localHour(when, this.#site) < 22;
      if (host !== null && demand.secrets.length > 0 && (busy || this.dice.chance(0.3))) {
        // A few tenants are most of the load.
        const secret = demand.secrets[Math.floor(this.dice.float() ** 2 * demand.secrets.length)]!;
        this.world.ledger.read(this.#seatNow(host, when), secret, when);
      }
      this.#nextDemand(when, demand);
    });
  }
}
