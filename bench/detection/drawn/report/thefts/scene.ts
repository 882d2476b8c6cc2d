import type { Random } from '../../../../../src/simulate/random.js';
import { exponential, sample } from '../../../../../src/simulate/distributions.js';
import type { LabSecret } from '../../lab-scenario.js';
import { addressIn, endpointId, network24, publicAddress } from '../addresses.js';
import { SPELLINGS, type Software } from '../agents.js';
import { isAlive, type KnownSecret } from '../catalogue.js';
import { accessKey, characters, DAY, HOUR, uniform, weighted } from '../draw.js';
import type { Place } from '../origins.js';
import type { Caller, Recorder } from '../recorder.js';
import type { Credential } from '../sessions.js';
import { callerOf, type Actor, type World } from '../world.js';
import type { Usage } from './usage.js';

export type PlaceKind =
  'hosting' | 'residential' | 'own-endpoint' | 'own-cloud' | 'runner' | 'other-host' | 'host';

/** Share of thieves that take a handful only, whatever else they do. */
const MODEST = 0.3;

/** One theft while it is drawn: what the thief can use, and where its calls go. */
export class Scene {
  /** Most secrets that the thief asks one identity for. */
  readonly #appetite: number;

  constructor(
    readonly random: Random,
    readonly world: World,
    readonly usage: Usage,
    readonly id: string,
    readonly recorder: Recorder,
    /** Epoch seconds of the thief's first call. */
    readonly begin: number,
  ) {
    this.#appetite = random.chance(MODEST) ? random.between(2, 9) : Infinity;
  }

  /** An actor that works at the beginning and has called before, if there is one; else any. */
  victim(suits: (actor: Actor) => boolean = () => true): Actor {
    const { actors } = this.world;
    const usual = actors.filter(
      (one) =>
        suits(one) &&
        one.from <= this.begin &&
        this.begin < one.to &&
        this.usage.lastBefore(one.principal, this.begin) !== null,
    );
    if (usual.length > 0) return this.random.pick(usual);
    const loose = actors.filter(suits);
    return this.random.pick(loose.length > 0 ? loose : actors);
  }

  /** The thief's own place, or one inside the organisation. `host` is the victim's: it needs no place. */
  place(kind: Exclude<PlaceKind, 'host'>): Place {
    const { random, world } = this;
    switch (kind) {
      case 'hosting':
        return { address: publicAddress(random, 'hosting'), vpcEndpointId: null };
      case 'residential':
        return { address: addressIn(random, network24(random, 'home')), vpcEndpointId: null };
      case 'own-cloud':
        return { address: publicAddress(random, 'aws'), vpcEndpointId: null };
      case 'own-endpoint':
        return {
          address: `172.31.${random.between(0, 90)}.${random.between(4, 250)}`,
          vpcEndpointId: endpointId(random),
        };
      case 'runner':
        return { address: addressIn(random, random.pick(world.network.runners)), vpcEndpointId: null };
      case 'other-host':
        return this.victim(
          ({ origin }) => origin.kind !== 'aws-service' && origin.kind !== 'roaming',
        ).origin.at(this.begin, 0);
    }
  }

  /** A userAgent of the thief's own tools. */
  tool(): string {
    const { random } = this;
    const software = weighted<Software | 'raw'>(random, [
      [4, 'boto3'],
      [3, 'cli'],
      [2, 'go-v2'],
      [1, 'js-v3'],
      [1, 'rust'],
      [0.5, 'ruby'],
      [0.7, 'curl'],
      [1, 'cli-v1'],
      [0.5, 'raw'],
    ]);
    if (software === 'raw')
      return random.pick([
        'python-requests/2.32.3',
        'Go-http-client/1.1',
        'axios/1.7.7',
        'aws-cli/2.15.0 md/distrib#kali.2024',
      ]);
    return SPELLINGS[software](random)(random.between(0, 6));
  }

  /** The session and key of the victim's last call, or, with `anew`, a session that the thief made by itself. */
  credential(actor: Actor, time: number, anew: boolean): Credential {
    const last = this.usage.lastBefore(actor.principal, time);
    const isUser = this.world.principals[actor.principal]!.kind === 'user';
    if (isUser || (!anew && last !== null)) {
      if (last !== null) return { session: last.session, accessKeyId: last.accessKeyId };
      return actor.sessions.at(time, 0);
    }
    const { random } = this;
    const session = random.pick([
      `botocore-session-${Math.floor(time)}`,
      'test',
      'session1',
      `aws-sdk-js-${Math.floor(time * 1000)}`,
      characters(random, 'abcdefghijklmnop', 7),
      actor.sessions.at(time, 0).session ?? 'x',
    ]);
    return { session, accessKeyId: accessKey(random, 'ASIA') };
  }

  /** The victim's own host and agent. */
  inside(actor: Actor, time: number, lane = 0): Caller {
    return callerOf(actor, time, lane, this.id);
  }

  /** The victim's identity at another place, with the thief's tool unless `agent` says otherwise. */
  outside(actor: Actor, time: number, place: Place, agent: string, anew = false): Caller {
    return {
      ...this.inside(actor, time),
      credential: this.credential(actor, time, anew),
      place,
      userAgent: agent,
    };
  }

  /** Secrets that exist at a time and that the principal never reads in its work; of its account for most. */
  others(
    actor: Actor,
    time: number,
    count: number,
    suits: (known: KnownSecret) => boolean = () => true,
  ): LabSecret[] {
    const own = this.usage.firstReads.get(actor.principal);
    const sameAccount = this.random.chance(0.85);
    const list = this.world.catalogue.all.filter(
      (known) =>
        isAlive(known, time) &&
        own?.has(known.secret) !== true &&
        (!sameAccount || known.secret.accountId === actor.accountId) &&
        suits(known),
    );
    return sample(this.random, list, Math.min(count, this.#appetite)).map(({ secret }) => secret);
  }

  /** Everything of the victim's account, in the order of a list. */
  everything(actor: Actor, time: number): LabSecret[] {
    return this.world.catalogue
      .account(actor.accountId)
      .filter((known) => isAlive(known, time))
      .map(({ secret }) => secret);
  }

  /** What the principal reads in its work, up to `count`. */
  own(actor: Actor, count: number): LabSecret[] {
    return sample(this.random, this.usage.ownSecrets(actor.principal), Math.min(count, this.#appetite));
  }

  /** Ascending times from `from` on: `gap` is the mean in seconds; only while `allows` is true, where that is given. */
  times(count: number, from: number, gap: number, allows: (time: number) => boolean = () => true): number[] {
    const times: number[] = [];
    const last = this.world.end - 1;
    for (let time = from, tries = 0; times.length < count && tries < 50_000 && time <= last; tries++) {
      if (allows(time)) {
        times.push(time);
        time += exponential(this.random, gap);
      } else time += 1200 * (0.5 + this.random.float());
    }
    return times;
  }

  /** One GetSecretValue at each time, by the caller of that time. */
  take(
    secrets: readonly LabSecret[],
    times: readonly number[],
    callerAt: (time: number) => Caller,
    error: (index: number) => string | null = () => null,
  ): void {
    for (const [i, time] of times.entries()) {
      const secret = secrets[i];
      if (secret !== undefined)
        this.recorder.call(callerAt(time), 'GetSecretValue', time, secret, { error: error(i) });
    }
  }

  /** Pages of ListSecrets, and DescribeSecret of some. Returns the time after them. */
  reconnoitre(caller: Caller, time: number, described: readonly LabSecret[]): number {
    let now = time;
    for (let page = this.random.between(1, 6); page > 0; page--)
      this.recorder.call(caller, 'ListSecrets', (now += uniform(this.random, 0.2, 8)), null);
    for (const secret of described)
      this.recorder.call(caller, 'DescribeSecret', (now += uniform(this.random, 0.2, 5)), secret);
    return now + uniform(this.random, 1, HOUR / 4);
  }

  /** Days until the end of the data, at most `most`, in seconds. */
  span(most: number): number {
    return Math.max(HOUR, Math.min(most * DAY, this.world.end - this.begin - 1));
  }
}
