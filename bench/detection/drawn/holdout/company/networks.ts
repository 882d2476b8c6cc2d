import { Dice } from '../base/dice.js';
import type { Account, Place } from '../base/model.js';
import { DAY, HOUR, type Site } from '../base/time.js';
import { inBlock, publicAddress, publicBlock } from './addresses.js';
import type { Company } from './company.js';

interface Vpc {
  readonly cidr: string;
  readonly nat: readonly string[];
  readonly endpoint: string | null;
  /** When its way out or its endpoint changes. */
  readonly changes: number;
  readonly natAfter: readonly string[];
  readonly endpointAfter: string | null;
}

interface Office {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly moves: number;
}

/** Where calls come from; places of a company are drawn when first asked for, each from a stream of its own. */
export class Networks {
  readonly #vpcs = new Map<string, Vpc>();
  readonly #offices = new Map<string, Office>();
  readonly #vpn: Office;
  readonly #hosted: readonly string[];

  constructor(private readonly company: Company) {
    const dice = Dice.of(company.seed, 'networks');
    this.#vpn = this.#drawOffice(dice, 0.1);
    this.#hosted = Array.from({ length: 60 }, () => publicBlock(dice, 'hosted'));
  }

  /** A host in a VPC: by an endpoint with its own address, else by the VPC's way out. */
  inVpc(dice: Dice, account: Account, region: string, segment: string, time: number): Place {
    const vpc = this.#vpc(account, region, segment);
    const isAfter = time >= vpc.changes;
    const endpoint = isAfter ? vpc.endpointAfter : vpc.endpoint;
    if (endpoint !== null) return { address: inBlock(dice, vpc.cidr), vpce: endpoint };
    return { address: dice.pick(isAfter ? vpc.natAfter : vpc.nat), vpce: null };
  }

  /** A function outside of any VPC, a build machine of the cloud, its shell. */
  cloud(dice: Dice): Place {
    return { address: publicAddress(dice, 'cloud'), vpce: null };
  }

  hostedRunner(dice: Dice): Place {
    return { address: inBlock(dice, dice.pick(this.#hosted)), vpce: null };
  }

  office(dice: Dice, site: Site, time: number): Place {
    let office = this.#offices.get(site.city);
    if (office === undefined) {
      office = this.#drawOffice(Dice.of(this.company.seed, 'office', site.city), 0.12);
      this.#offices.set(site.city, office);
    }
    return { address: dice.pick(time < office.moves ? office.before : office.after), vpce: null };
  }

  vpn(dice: Dice, time: number): Place {
    return { address: dice.pick(time < this.#vpn.moves ? this.#vpn.before : this.#vpn.after), vpce: null };
  }

  /** At home: the provider stays, the address changes now and then. */
  home(person: string, time: number): Place {
    const dice = Dice.of(this.company.seed, 'home', person);
    const blocks = Array.from({ length: dice.pick([1, 1, 1, 2, 3]) }, () => publicBlock(dice, 'household'));
    const lease = dice.chance(0.3) ? Infinity : dice.logNormal(9, 1) * DAY;
    const lap = lease === Infinity ? 0 : Math.floor((time - this.company.start) / Math.max(lease, 12 * HOUR));
    const own = Dice.of(this.company.seed, 'lease', person, lap);
    return { address: inBlock(own, own.pick(blocks)), vpce: null };
  }

  away(dice: Dice): Place {
    return { address: publicAddress(dice, dice.chance(0.6) ? 'household' : 'business'), vpce: null };
  }

  #drawOffice(dice: Dice, moving: number): Office {
    const draw = (): string[] => {
      const block = inBlock(dice, publicBlock(dice, 'business')).split('.').slice(0, 3).join('.');
      return Array.from(
        {
          length: dice.weighted([
            [1, 5],
            [2, 3],
            [4, 1],
          ]),
        },
        () => inBlock(dice, block),
      );
    };
    return { before: draw(), after: draw(), moves: this.#change(dice, moving) };
  }

  #vpc(account: Account, region: string, segment: string): Vpc {
    const key = `${account.id}/${region}/${segment}`;
    let vpc = this.#vpcs.get(key);
    if (vpc !== undefined) return vpc;
    const dice = Dice.of(this.company.seed, 'vpc', key);
    const nat = (): string[] =>
      Array.from({ length: dice.between(1, 3) }, () => publicAddress(dice, 'cloud'));
    const endpoint = dice.chance(this.company.culture.endpoints) ? `vpce-${dice.hex(17)}` : null;
    const isGivenOne = endpoint === null && dice.chance(0.4);
    const before = nat();
    vpc = {
      cidr: dice.chance(0.8) ? `10.${dice.between(0, 250)}` : `172.${dice.between(16, 31)}`,
      nat: before,
      endpoint,
      changes: this.#change(dice, 0.08),
      natAfter: dice.chance(0.5) ? nat() : before,
      endpointAfter: isGivenOne ? `vpce-${dice.hex(17)}` : endpoint,
    };
    this.#vpcs.set(key, vpc);
    return vpc;
  }

  #change(dice: Dice, chance: number): number {
    return dice.chance(chance) ? dice.uniform(this.company.start, this.company.end) : Infinity;
  }
}
