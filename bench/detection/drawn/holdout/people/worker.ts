import type { Dice } from '../base/dice.js';
import type { Principal, Seat, Secret } from '../base/model.js';
import { DAY, HOUR, isWorkday, localDay, timeOf } from '../base/time.js';
import { updated } from '../company/agents.js';
import type { Person, Staff, World } from '../company/world.js';
import { type Customs, customsOf, placeOf, shellOf, type Task } from './customs.js';

/** A person who works in a role. */
export class Worker implements Staff {
  readonly #customs: Customs;
  #key = { id: '', until: 0 };

  /** @param share of the person's work with secrets that is done in this role */
  constructor(
    private readonly world: World,
    readonly person: Person,
    readonly role: Principal,
    private readonly session: string | null,
    private readonly share: number,
    private readonly dice: Dice,
  ) {
    this.#customs = customsOf(world, person);
  }

  /** Plans the days of the period. */
  live(): void {
    const { world, dice, person } = this;
    const { site } = person.team;
    const { level, leave, starts, ends, nightOwl } = this.#customs;
    for (let day = localDay(world.company.start, site); day <= localDay(world.company.end, site); day++) {
      if (leave.has(day)) continue;
      const mean = Math.min(6, level * this.share) * (isWorkday(day, site) ? 1 : nightOwl * 0.4);
      for (let i = dice.poisson(mean); i > 0; i--) {
        const hour = dice.chance(nightOwl) ? dice.uniform(ends, 23.9) : dice.uniform(starts, ends);
        world.clock.at(timeOf(day, hour, site), (time) =>
          this.#act(dice.weighted(this.#customs.tasks), time),
        );
      }
    }
  }

  seat(time: number, tool: 'browser' | 'cli' | 'program' | 'any' = 'any'): Seat {
    const { dice, role, session, world, person } = this;
    if (session !== null && time > this.#key.until)
      this.#key = { id: dice.accessKey('ASIA'), until: time + dice.pick([1, 4, 8, 12]) * HOUR };
    if (session === null && this.#key.id === '') this.#key = { id: dice.accessKey('AKIA'), until: Infinity };
    const chosen = tool === 'any' ? (dice.chance(this.#customs.console) ? 'browser' : 'cli') : tool;
    const { browser, cli, program, by } = this.#customs;
    return {
      principal: role,
      session,
      key: this.#key.id,
      agent: this.#agent({ browser, cli, program }[chosen], time),
      by: chosen === 'browser' ? 'arn' : by,
      ...placeOf(world, person, this.#customs, time),
      ...(chosen === 'cli' && this.#customs.shell > 0 && dice.chance(this.#customs.shell)
        ? shellOf(world, dice, cli)
        : {}),
    };
  }

  /** Browsers update themselves, other programs when somebody thinks of it. */
  #agent(agent: string, time: number): string {
    const age = (time - this.world.company.start) / DAY + (this.#customs.starts % 1) * 28;
    return updated(agent, Math.floor(age / (agent.startsWith('Mozilla') ? 28 : this.#customs.updates)));
  }

  work(time: number, secrets: readonly Secret[], pace: 'hand' | 'script'): number {
    const seat = this.seat(time, pace === 'script' ? this.dice.pick(['cli', 'program']) : 'any');
    const isConsole = seat.agent.startsWith('Mozilla');
    let when = time;
    for (const secret of secrets) {
      if (secret.made > when) continue;
      if (isConsole) this.world.ledger.call(seat, 'DescribeSecret', secret, when);
      this.world.ledger.read(seat, secret, when + this.dice.between(0, 4));
      when += pace === 'script' ? this.dice.exponential(1) : 10 + this.dice.exponential(90);
    }
    return when;
  }

  #act(task: Task, time: number): void {
    const { dice, world } = this;
    switch (task) {
      case 'look':
        this.work(
          time,
          dice.sample(
            this.#known(time, true),
            dice.weighted([
              [1, 6],
              [2, 2],
              [4, 1],
            ]),
          ),
          'hand',
        );
        break;
      case 'run locally':
        this.work(time, this.#ofOneApp(time), 'script');
        break;
      case 'edit':
        for (const secret of dice.sample(this.#known(time, true), 1)) {
          const seat = this.seat(time);
          world.ledger.read(seat, secret, time);
          world.ledger.call(seat, 'PutSecretValue', secret, time + dice.between(20, 600));
        }
        break;
      case 'browse': {
        const seat = this.seat(time);
        const known = dice.sample(this.#known(time, dice.chance(0.6)), dice.between(0, 4));
        for (let page = 0; page < dice.between(1, 4); page++)
          world.ledger.list(seat, this.role.region, time + page * 5);
        for (const [n, secret] of known.entries())
          world.ledger.call(seat, 'DescribeSecret', secret, time + 20 + n * 15);
        if (known.length > 0 && dice.chance(0.5)) world.ledger.read(seat, known[0]!, time + 90);
        break;
      }
      case 'help out':
        this.work(time, dice.sample(this.#known(time, false), dice.between(1, 3)), 'hand');
        break;
      case 'environment':
        this.work(time, [...this.#ofOneApp(time), ...dice.sample(this.#known(time, true), 3)], 'script');
        break;
      case 'export':
        this.work(time, dice.sample(this.#known(time, dice.chance(0.7)), dice.between(8, 50)), 'script');
        break;
    }
  }

  /** Secrets that the role reaches: of the person's team, or all. */
  #known(time: number, ownTeam: boolean): Secret[] {
    const { accountId, region } = this.role;
    const here = this.world.vault.at(time, ({ is }) => is.accountId === accountId && is.region === region);
    const own = here.filter(({ owner }) => owner === this.person.team);
    if (!ownTeam) return here;
    if (own.length === 0)
      return this.dice.sample(
        here.filter(({ owner }) => owner === null),
        4,
      );
    // Most people care for some of their team's secrets only.
    const liking = this.world.dice('liking', this.person.name);
    return liking.sample(own, Math.max(3, Math.ceil(own.length * liking.uniform(0.1, 0.8))));
  }

  #ofOneApp(time: number): readonly Secret[] {
    const { accountId, team } = { accountId: this.role.accountId, team: this.person.team };
    const own = this.world.apps
      .filter((app) => app.team === team)
      .flatMap(({ deployments }) => deployments)
      .filter(({ account }) => account.id === accountId);
    const liking = this.world.dice('app', this.person.name, Math.floor(time / (14 * 86_400)));
    const deployment = this.world.random(liking, own);
    return deployment?.secrets.filter(({ gone }) => gone === null || gone > time) ?? [];
  }
}
