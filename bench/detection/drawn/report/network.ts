import { Random } from '../../../../src/simulate/random.js';
import { addressIn, endpointId, network16, network24, publicAddress } from './addresses.js';
import { DAY, uniform } from './draw.js';
import type { Account } from './organisation.js';

/** Ways out of one account in one region. */
interface Exit {
  readonly nats: readonly string[];
  /** First two octets of its private network. */
  readonly privateNetwork: string;
  readonly endpoints: readonly string[];
}

/** The organisation's own networks, and the day on which an account moves to others. */
export class Network {
  /** Central proxies that some workloads of all accounts go through, by region of the caller or not. */
  readonly proxies: readonly string[];
  readonly offices: readonly string[];
  readonly vpn: readonly string[];
  /** First three octets of the company's own data centre. */
  readonly dataCentre: string;
  /** Networks of the hosted runners that its pipelines use. */
  readonly runners: readonly string[];
  readonly #exits = new Map<string, Exit>();
  /** Time at which an account changes its addresses; none is infinite. */
  readonly #moves = new Map<string, number>();
  readonly #seed: number;

  constructor(random: Random, accounts: readonly Account[], start: number, end: number) {
    this.#seed = random.uint32();
    this.proxies = Array.from({ length: random.between(1, 4) }, () => publicAddress(random, 'aws'));
    this.offices = Array.from({ length: random.between(1, 4) }, () => publicAddress(random, 'company'));
    this.vpn = Array.from({ length: random.between(1, 6) }, () => publicAddress(random, 'company'));
    this.dataCentre = network24(random, 'company');
    const cloud = random.chance(0.7) ? 'azure' : 'google';
    this.runners = Array.from({ length: random.between(8, 60) }, () => network16(random, cloud));
    const allAtOnce = start + uniform(random, 0.3, 0.9) * (end - start);
    const moveShare = random.chance(0.35) ? uniform(random, 0.2, 1) : 0;
    for (const { id } of accounts) {
      const own = start + uniform(random, 0.2, 1) * (end - start);
      const moves = random.chance(moveShare);
      const day = random.chance(0.6) ? allAtOnce : own;
      this.#moves.set(id, moves ? Math.floor(day / DAY) * DAY + uniform(random, 5, 22) * 3600 : Infinity);
    }
  }

  exit(accountId: string, region: string, time: number): Exit {
    const moved = time >= this.#moves.get(accountId)! ? 1 : 0;
    const key = `${accountId} ${region} ${moved}`;
    let exit = this.#exits.get(key);
    if (exit === undefined) {
      exit = drawExit(new Random(this.#seed, ...words(key)));
      this.#exits.set(key, exit);
    }
    return exit;
  }
}

function words(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function drawExit(random: Random): Exit {
  const oneBlock = random.chance(0.3) ? network24(random, 'aws') : null;
  return {
    nats: Array.from({ length: random.between(1, 4) }, () =>
      oneBlock === null ? publicAddress(random, 'aws') : addressIn(random, oneBlock),
    ),
    privateNetwork: random.chance(0.7) ? `10.${random.between(0, 255)}` : `172.${random.between(16, 31)}`,
    endpoints: Array.from({ length: random.between(1, 2) }, () => endpointId(random)),
  };
}
