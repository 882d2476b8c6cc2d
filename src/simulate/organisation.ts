import { DAY } from '../model/time.js';
import { accountIdOf, REGIONS, TEAMS } from './names.js';
import { MIXES, PERSONAS } from './persona-mix.js';
import type { Actor, Setting } from './persona.js';
import { mix32, Random, seedWord } from './random.js';
import { SecretCatalogue } from './secret-catalogue.js';
import type { ResolvedOptions } from './simulate-options.js';
import { planThefts } from './thefts/plan-thefts.js';
import type { Theft } from './thefts/theft.js';

/** An organisation before its first day. */
export interface Organisation {
  readonly options: ResolvedOptions;
  readonly setting: Setting;
  readonly actors: readonly Actor[];
  readonly thefts: readonly Theft[];
}

const PRINCIPAL_STREAM = 2;
const ZONES = [-5, 0, 0, 1, 1, 2];

/**
 * Builds an organisation. Every principal has its own stream of random numbers, derived from the seed and its index.
 * So it does the same in an organisation of any size with the same number of accounts and regions.
 */
export function buildOrganisation(options: ResolvedOptions): Organisation {
  const seed = seedWord(options.seed);
  const accounts = Array.from({ length: options.accounts }, (_, i) => accountIdOf(i));
  const setting: Setting = {
    seed,
    start: options.start,
    end: options.start + options.days * DAY,
    accounts,
    regions: REGIONS.slice(0, options.regions),
    catalogue: new SecretCatalogue(seed, accounts),
  };
  const mix = MIXES[options.mix]!;
  const actors = Array.from({ length: options.identities }, (_, index) => {
    const random = new Random(seed, PRINCIPAL_STREAM, index);
    const account = skewed(random, accounts.length);
    const region = random.chance(0.8) ? 0 : random.between(0, options.regions - 1);
    return PERSONAS[mix[index % mix.length]!]({
      setting,
      index,
      random,
      word: mix32(mix32(seed, PRINCIPAL_STREAM), index),
      accountId: accounts[account]!,
      region: setting.regions[region]!,
      team: random.pick(TEAMS),
      zone: random.pick(ZONES),
      vpc: account * REGIONS.length + region,
    });
  });
  return { options, setting, actors, thefts: planThefts(options, setting, actors) };
}

/** A random number below `count`; small ones are likelier. Of three accounts, account 0 gets more than half. */
function skewed(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor(count * random.float() ** 2));
}
