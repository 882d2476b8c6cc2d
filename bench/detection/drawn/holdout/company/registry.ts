import type { Dice } from '../base/dice.js';
import type { Account, Nature, Principal, Reach, Secret, Stage, Team } from '../base/model.js';
import type { Company } from './company.js';
import { drawPath, drawRoleScheme, type NameScheme } from './naming.js';

export interface RoleWish {
  readonly persona: string;
  readonly nature: Nature;
  readonly account: Account;
  readonly region: string;
  readonly team: Team | null;
  readonly reach: Reach;
  readonly granted?: readonly Secret[];
  /** Its name; otherwise the company's scheme names it by what it is for. */
  readonly name?: string;
  readonly purpose?: { readonly app: string; readonly stage: Stage; readonly item: string };
  readonly kind?: 'role' | 'user';
  readonly path?: string;
}

/** The roles and users of a company: as many as wanted, no more. */
export class Registry {
  readonly principals: Principal[] = [];
  readonly #arns = new Set<string>();
  readonly #scheme: NameScheme;

  constructor(
    private readonly company: Company,
    dice: Dice,
  ) {
    this.#scheme = drawRoleScheme(dice);
  }

  get room(): number {
    return this.company.identities - this.principals.length;
  }

  /** @returns null when there are enough already */
  add(dice: Dice, wish: RoleWish): Principal | null {
    if (this.room <= 0) return null;
    const { persona, nature, account, region, team, reach, granted = [], kind = 'role' } = wish;
    const path = wish.path ?? (kind === 'user' ? '' : drawPath(dice));
    const base = wish.name ?? this.#nameOf(dice, wish);
    let arn = `arn:aws:iam::${account.id}:${kind}/${path}${base}`;
    for (let turn = 2; this.#arns.has(arn); turn++)
      arn = `arn:aws:iam::${account.id}:${kind}/${path}${base}-${turn}`;
    this.#arns.add(arn);
    const principal: Principal = {
      arn,
      kind,
      accountId: account.id,
      persona,
      index: this.principals.length,
      nature,
      team,
      reach,
      region,
      granted: new Set(granted),
    };
    this.principals.push(principal);
    return principal;
  }

  #nameOf(dice: Dice, { purpose, team, persona }: RoleWish): string {
    const { app, stage, item } = purpose ?? { app: team?.name ?? 'shared', stage: 'shared', item: persona };
    return this.#scheme({ company: this.company.name, team: team?.name ?? 'shared', app, stage, item }, dice);
  }
}
