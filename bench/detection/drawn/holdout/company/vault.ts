import type { Dice } from '../base/dice.js';
import type { Account, Deployment, Secret, Stage, Team } from '../base/model.js';
import type { Company } from './company.js';
import { drawSecretScheme, type NameScheme } from './naming.js';
import { ITEMS } from './words.js';

/** All secrets of a company. */
export class Vault {
  readonly secrets: Secret[] = [];
  readonly #names = new Set<string>();
  readonly #scheme: NameScheme;

  constructor(
    private readonly company: Company,
    dice: Dice,
  ) {
    this.#scheme = drawSecretScheme(dice);
  }

  /** A secret for an app; it is of the app's own kind unless an item is named. */
  make(
    dice: Dice,
    where: {
      readonly app: string;
      readonly team: Team | null;
      readonly stage: Stage;
      readonly account: Account;
      readonly region: string;
    },
    time: number,
    item: string | null = null,
  ): Secret {
    const [kind, isPrecious] = dice.pick(ITEMS);
    const parts = {
      company: this.company.name,
      team: where.team?.name ?? 'shared',
      app: where.app,
      stage: where.stage,
      item: item ?? kind,
    };
    const place = `${where.account.id}/${where.region}/`;
    let name = this.#scheme(parts, dice);
    for (let turn = 2; this.#names.has(place + name); turn++) name = `${name.replace(/-\d$/, '')}-${turn}`;
    this.#names.add(place + name);
    const secret: Secret = {
      is: { name, accountId: where.account.id, region: where.region, suffix: dice.alphanumeric(6) },
      owner: where.team,
      app: where.app,
      stage: where.stage,
      made: time,
      gone: null,
      isPrecious,
    };
    this.secrets.push(secret);
    return secret;
  }

  /** A secret's copy elsewhere. */
  copy(secret: Secret, where: { readonly region: string; readonly accountId: string }, time: number): Secret {
    const copy = { ...secret, is: { ...secret.is, ...where }, made: time, gone: null };
    this.secrets.push(copy);
    return copy;
  }

  /** What exists at a time. */
  at(time: number, check: (secret: Secret) => boolean = () => true): Secret[] {
    return this.secrets.filter(
      (one) => one.made <= time && (one.gone === null || one.gone > time) && check(one),
    );
  }

  /** A new secret of a deployment, of which its consumers are told. */
  grow(dice: Dice, deployment: Deployment, time: number): Secret {
    const secret = this.make(dice, deployment, time);
    deployment.secrets.push(secret);
    for (const note of deployment.onSecret) note(secret, time);
    return secret;
  }
}
