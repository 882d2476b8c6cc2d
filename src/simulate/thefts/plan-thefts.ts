import { DAY } from '../../model/time.js';
import { sample } from '../distributions.js';
import type { Caller } from '../emitter.js';
import { thiefAddress } from '../network.js';
import type { Actor, Setting } from '../persona.js';
import { makeSession, type Session } from '../principal.js';
import { mix32, Random } from '../random.js';
import type { Origin } from '../retrieval-event.js';
import type { Secret } from '../secret.js';
import type { ResolvedOptions } from '../simulate-options.js';
import { userAgent } from '../user-agents.js';
import { commitTheft } from './commit-theft.js';
import { THEFT_SHAPES, type TheftShape } from './theft-shape.js';
import type { Theft } from './theft.js';

const THEFT_STREAM = 3;
/** Shortest history before a theft, seconds. */
const HISTORY = 8 * DAY;
/** The same for an identity that was not there from the start. */
const NEWCOMERS_HISTORY = 2 * DAY;
const MOST_PER_BATCH = 20;

/**
 * Plans the thefts. They take the shapes in turn, without those that are too long for the simulated time. Each theft
 * uses another identity while there are enough. No theft starts in the first eight days, or, when there are at most
 * eight days, in the first two thirds.
 */
export function planThefts(
  options: ResolvedOptions,
  setting: Setting,
  actors: readonly Actor[],
): readonly Theft[] {
  const length = setting.end - setting.start;
  const history = length > HISTORY ? HISTORY : Math.ceil((length * 2) / 3);
  const available = length - history;
  const shapes = THEFT_SHAPES.filter((shape) => shape.seconds < available);
  const taken = new Set<Actor>();
  return Array.from({ length: options.thefts }, (_, number) => {
    const shape = shapes[number % shapes.length]!;
    const random = new Random(setting.seed, THEFT_STREAM, number);
    const time = setting.start + history + random.between(0, available - shape.seconds - 1);
    const known = actors.filter(({ begins = 0 }) => begins + NEWCOMERS_HISTORY <= time);
    const victim = chooseVictim(setting.seed, number, shape, known.length > 0 ? known : actors, taken);
    taken.add(victim);
    const caller = callerOf(shape, victim, time, random);
    const secrets = loot(shape, victim, setting, random);
    const id = `theft-${number + 1}`;
    const events = commitTheft({ id, number, shape, time, caller, secrets, random });
    return { id, shape: shape.name, session: caller.session, events };
  });
}

/**
 * The suitable principal with the least hash of theft and index, so that one more principal seldom changes the
 * choice. A principal that is already taken is chosen only when no other is left.
 */
function chooseVictim(
  seed: number,
  number: number,
  shape: TheftShape,
  actors: readonly Actor[],
  taken: ReadonlySet<Actor>,
): Actor {
  const suited = actors.filter((actor) => suits(actor, shape));
  const candidates = suited.length > 0 ? suited : actors;
  const free = candidates.filter((actor) => !taken.has(actor));
  const rank = (actor: Actor) => mix32(mix32(mix32(seed, THEFT_STREAM), number), actor.principal.index);
  return (free.length > 0 ? free : candidates).reduce((best, actor) =>
    rank(actor) < rank(best) ? actor : best,
  );
}

function suits(actor: Actor, shape: TheftShape): boolean {
  if (shape.newSession) return actor.principal.kind === 'role';
  if (shape.foreign === 0 && actor.secrets.length < shape.secrets[0]) return false;
  return actor.keepsSession;
}

function callerOf(shape: TheftShape, victim: Actor, time: number, random: Random): Caller {
  const usual = victim.originAt(time);
  const outside: Origin = {
    address: thiefAddress(random.uint32()),
    userAgent: userAgent(random, random.pick(['cli', 'python', 'go'] as const), 2),
    vpcEndpointId: null,
    console: false,
  };
  const origin = {
    outside,
    mimic: { ...outside, userAgent: usual.userAgent },
    inside: usual,
  }[shape.origin];
  return { session: sessionOf(shape, victim, time, random), origin, reference: 'arn' };
}

function sessionOf(shape: TheftShape, victim: Actor, time: number, random: Random): Session {
  if (!shape.newSession) return victim.sessionAt(time);
  return makeSession(victim.principal, `session-${random.uint32()}`, 'assumed');
}

/** The secrets to take, each once, in random order. They are fewer when the account does not have enough. */
function loot(shape: TheftShape, victim: Actor, setting: Setting, random: Random): Secret[] {
  const own = victim.secrets;
  const keys = new Set(own.map((secret) => secret.key));
  const foreign = setting.regions
    .flatMap((region) => setting.catalogue.all(victim.principal.accountId, region))
    .filter((secret) => !keys.has(secret.key));
  if (shape.access !== 'get') {
    // A batch call is in one region. Its pages are full, as for a filter that matches many secrets.
    const region = random.pick(setting.regions);
    const there = foreign.filter((secret) => secret.region === region);
    const count = Math.floor(random.between(...shape.secrets) / MOST_PER_BATCH) * MOST_PER_BATCH;
    // An identity that reads everything has no foreign secrets.
    const stock = there.length < count ? setting.catalogue.all(victim.principal.accountId, region) : there;
    return sample(random, stock, count);
  }
  const wanted =
    shape.foreign === 0 ? Math.min(own.length, shape.secrets[1]) : random.between(...shape.secrets);
  const foreignCount = Math.min(
    foreign.length,
    Math.max(Math.round(wanted * shape.foreign), wanted - own.length),
  );
  const familiar = sample(random, own, wanted - foreignCount);
  return sample(random, [...sample(random, foreign, foreignCount), ...familiar], wanted);
}
