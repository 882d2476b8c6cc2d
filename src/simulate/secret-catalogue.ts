import { sample } from './distributions.js';
import { ENVIRONMENTS, SECRET_KINDS, TEAMS } from './names.js';
import { Random, textWord } from './random.js';
import { makeSecret, type Secret } from './secret.js';

const CATALOGUE_STREAM = 1;

/**
 * The secrets of every account and region: twelve for each team, 168 in total. They depend on the seed, the account
 * and the region only, so that they are the same in a larger organisation.
 */
export class SecretCatalogue {
  readonly #seed: number;
  readonly #accounts: readonly string[];
  readonly #made = new Map<string, readonly Secret[]>();

  constructor(seed: number, accounts: readonly string[]) {
    this.#seed = seed;
    this.#accounts = accounts;
  }

  /** All secrets of an account in a region. They are created at the first call. */
  all(accountId: string, region: string): readonly Secret[] {
    const place = `${accountId}/${region}`;
    let secrets = this.#made.get(place);
    if (secrets === undefined) {
      const random = new Random(this.#seed, CATALOGUE_STREAM, textWord(place));
      const environment = ENVIRONMENTS[this.#accounts.indexOf(accountId) % ENVIRONMENTS.length]!;
      secrets = TEAMS.flatMap((team) =>
        SECRET_KINDS.map((kind) => makeSecret(random, accountId, region, `${environment}/${team}/${kind}`)),
      );
      this.#made.set(place, secrets);
    }
    return secrets;
  }

  /** `count` different secrets, those of `team` first. */
  pick(random: Random, accountId: string, region: string, team: string, count: number): Secret[] {
    const all = this.all(accountId, region);
    const own = all.filter((secret) => secret.name.includes(`/${team}/`));
    const picked = sample(random, own, count);
    if (picked.length === count) return picked;
    const others = all.filter((secret) => !own.includes(secret));
    return [...picked, ...sample(random, others, count - picked.length)];
  }
}
