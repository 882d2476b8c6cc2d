import type { NotableTime } from '../../lab-scenario.js';
import { Clock } from '../base/clock.js';
import { Dice } from '../base/dice.js';
import { Ledger } from '../base/ledger.js';
import type { Account, Deployment, Principal, Seat, Secret, Stage, Team } from '../base/model.js';
import type { Company } from './company.js';
import { Networks } from './networks.js';
import { Registry } from './registry.js';
import { Vault } from './vault.js';

export interface App {
  readonly name: string;
  readonly team: Team;
  readonly deployments: readonly Deployment[];
  /** Of one that begins within the period. */
  readonly born: number | null;
}

/** Somebody who signs in to roles. */
export interface Person {
  readonly name: string;
  readonly team: Team;
}

/** A company with all that lives in it. */
export class World {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly networks: Networks;
  readonly vault: Vault;
  readonly registry: Registry;
  readonly apps: App[] = [];
  /** The platform's own secrets, which all may use, by account and region. */
  readonly common = new Map<string, Secret[]>();
  readonly notable: NotableTime[] = [];
  /** What a person may be asked to do by an event: see `events`. */
  readonly staff: Staff[] = [];
  /** Roles that create secrets by code, with a seat of each. */
  readonly makers = new Map<Principal, (dice: Dice) => Seat>();

  constructor(readonly company: Company) {
    const { seed, start, end } = company;
    this.clock = new Clock(start, end);
    this.ledger = new Ledger(start, end);
    this.networks = new Networks(company);
    this.vault = new Vault(company, Dice.of(seed, 'vault'));
    this.registry = new Registry(company, Dice.of(seed, 'registry'));
  }

  dice(...words: readonly (string | number)[]): Dice {
    return Dice.of(this.company.seed, ...words);
  }

  accountFor(dice: Dice, stage: Stage): Account {
    const fitting = this.company.accounts.filter(({ stages }) => stages.includes(stage));
    return dice.pick(fitting.length > 0 ? fitting : this.company.accounts);
  }

  mark(principal: Principal, from: number, to: number, why: string): void {
    this.notable.push({ principal: principal.index, from, to, why });
  }

  random<Item>(dice: Dice, items: readonly Item[]): Item | null {
    return items.length === 0 ? null : dice.pick(items);
  }
}

/** A person at work in a role: what events ask of them. */
export interface Staff {
  readonly person: Person;
  readonly role: Principal;
  readonly seat: (time: number, tool?: 'browser' | 'cli' | 'program' | 'any') => Seat;
  /** Reads secrets one after another, as that person does. @returns when done */
  readonly work: (time: number, secrets: readonly Secret[], pace: 'hand' | 'script') => number;
}
