import { exponential } from '../../../../../src/simulate/distributions.js';
import type { LabCall } from '../../lab-scenario.js';
import { DAY, HOUR, isWorkingTime } from '../calendar.js';
import { Caller } from '../caller.js';
import type { DrawnSecret } from '../catalogue.js';
import { MIXED, text, uniform } from '../draw.js';
import type { DrawnPrincipal } from '../world.js';
import { drawThiefPresence, type ThiefPresence } from './presence.js';
import { isPermitted, type TheftContext, type TheftPlan } from './plan.js';
import { keyOf } from './targets.js';

/** Filters that match all secrets, or nearly all. */
const MATCH_ALL = [
  { key: 'tag-key', values: ['!x'] },
  { key: 'name', values: ['!zzz'] },
  { key: 'all', values: ['a', 'e', 'i', 'o', 'u', 's', 't'] },
  { key: 'description', values: ['!none'] },
  { key: 'tag-value', values: ['!0'] },
] as const;

/** Writes the calls of a theft. Returns them, in time order; none when all fall outside of the period. */
export function carryOut(context: TheftContext, plan: TheftPlan): LabCall[] {
  const { world, random } = context;
  const calls: LabCall[] = [];
  const presence = drawThiefPresence(context, plan);
  const share = plan.duration / plan.loot.length;
  const together = plan.loot.length > 1 && random.chance(0.4);
  for (const [index, { principal, secrets }] of plan.loot.entries()) {
    const { account } = principal;
    const byArn = random.chance(0.5);
    const caller = new Caller(calls, world.span, principal.index, account.id, account.region, byArn, plan.id);
    const start = together ? plan.start : plan.start + index * share;
    const first = new Step(context, plan, caller, presence, principal);
    const after = index === 0 ? first.prepare(start) : start;
    first.take(after, secrets, together ? plan.duration : share);
  }
  return calls.sort((a, b) => a.time - b.time);
}

/** The part of a theft that one principal's credentials do. */
class Step {
  constructor(
    private readonly context: TheftContext,
    private readonly plan: TheftPlan,
    private readonly caller: Caller,
    private readonly presence: ThiefPresence,
    private readonly principal: DrawnPrincipal,
  ) {}

  /** Cover and reconnaissance. Returns when the theft itself begins. */
  prepare(start: number): number {
    const { random, history, world } = this.context;
    const { cover, reconnaissance, loot } = this.plan;
    let now = start;
    const as = (time: number): ReturnType<ThiefPresence> => this.presence(this.principal, time);
    if (cover === 'own-creations') {
      const created = Array.from({ length: random.between(2, 15) }, () => this.#decoy(now));
      for (const secret of created)
        this.caller.call(as(now), 'CreateSecret', (now += uniform(random, 1, 60)), { secret });
      for (const secret of created)
        this.caller.get(as(now), (now += uniform(random, 1, 600)), { ...secret, created: 0 });
      now += uniform(random, 60, 6 * HOUR);
    }
    if (cover === 'slow-start' || cover === 'own-reads') {
      const usual = history.usual(this.principal.index).secrets;
      const pool = world.catalogue
        .inAccount(this.principal.account, start)
        .filter((secret) => cover === 'slow-start' || usual.has(keyOf(secret)))
        .filter((secret) => isPermitted(this.context, this.principal, secret, keyOf));
      for (let day = random.between(2, 5); day > 0 && pool.length > 0; day--) {
        for (let i = random.between(1, 3); i > 0; i--)
          this.#get(now + uniform(random, 0, 8 * HOUR), random.pick(pool));
        now += DAY;
      }
    }
    if (reconnaissance === 'list' || reconnaissance === 'both') {
      const pages =
        1 + Math.floor(this.context.world.catalogue.inAccount(this.principal.account, now).length / 100);
      for (let page = 0; page < pages; page++)
        this.caller.call(as(now), 'ListSecrets', (now += uniform(random, 0.3, 4)));
    }
    if (reconnaissance === 'describe' || reconnaissance === 'both') {
      const described = loot[0]!.secrets.slice(0, random.between(1, 200));
      for (const secret of described)
        this.caller.call(as(now), 'DescribeSecret', (now += uniform(random, 0.1, 5)), {
          secret,
          error: this.#refusal(secret),
        });
    }
    return now;
  }

  /** The theft itself, spread over `duration` seconds. */
  take(start: number, secrets: readonly DrawnSecret[], duration: number): void {
    const { random } = this.context;
    const { call } = this.plan;
    if (call === 'gets') {
      const times = this.#times(start, secrets.length, duration);
      for (const [index, secret] of secrets.entries()) this.#get(times[index]!, secret);
      return;
    }
    const size = random.chance(0.7) ? 20 : random.between(5, 20);
    const children = random.chance(0.5);
    const filter = random.pick(MATCH_ALL);
    const pages = Math.ceil(secrets.length / size);
    const times = this.#times(start, pages, duration);
    for (let page = 0; page < pages; page++) {
      const time = times[page]!;
      const part = secrets.slice(page * size, (page + 1) * size);
      const batch =
        call === 'batch-list'
          ? { list: part.map(({ secret }) => secret) }
          : { filters: [filter], maxResults: random.chance(0.8) ? size : null };
      const region = part[0]!.secret.region;
      const as = this.presence(this.principal, time);
      this.caller.call(as, 'BatchGetSecretValue', time, { batch, region });
      if (children)
        for (const secret of part) if (this.#refusal(secret) === null) this.caller.get(as, time, secret);
    }
  }

  #get(wanted: number, secret: DrawnSecret): void {
    // Who waits for new secrets reads each some time after it is created.
    const waits = Number.isFinite(secret.created) && secret.created > wanted;
    const time = waits ? secret.created + uniform(this.context.random, 30, 3 * HOUR) : wanted;
    const as = this.presence(this.principal, time);
    // A name that does not exist gives the same error whatever the policies say.
    const error = secret.created > time ? null : this.#refusal(secret);
    this.caller.call(as, 'GetSecretValue', time, { secret, error });
  }

  #refusal(secret: DrawnSecret): string | null {
    return isPermitted(this.context, this.principal, secret, keyOf) ? null : 'AccessDenied';
  }

  /** Times with random gaps; a theft of days may keep to working hours or to nights. */
  #times(start: number, count: number, duration: number): number[] {
    const { random, world } = this.context;
    const gaps = Array.from({ length: count }, () => exponential(random, 1));
    const total = gaps.reduce((sum, gap) => sum + gap, 0) || 1;
    let sum = -gaps[0]!;
    const times = gaps.map((gap) => start + ((sum += gap) / total) * duration);
    if (duration < 1.5 * DAY || random.chance(0.4)) return times;
    const { office } = world.organisation.teams[this.principal.team]!;
    const working = random.chance(0.5);
    return times.map((time) => {
      for (let t = time; t < time + DAY; t += HOUR) if (isWorkingTime(office, t) === working) return t;
      return time;
    });
  }

  #decoy(time: number): DrawnSecret {
    const { random } = this.context;
    const { account, team } = this.principal;
    const name = `${random.pick(['test', 'tmp', 'app-config', 'new-service', 'rotation-check'])}-${text(random, MIXED, 5)}`;
    return {
      secret: { name, accountId: account.id, region: account.region, suffix: text(random, MIXED, 6) },
      team,
      use: 'app',
      created: time,
      deleted: Number.POSITIVE_INFINITY,
    };
  }
}
