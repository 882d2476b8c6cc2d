import type { Dice } from '../base/dice.js';
import type { Stage } from '../base/model.js';

/** What a name is made of. */
export interface NameParts {
  readonly company: string;
  readonly team: string;
  readonly app: string;
  readonly stage: Stage;
  readonly item: string;
}

export type NameScheme = (parts: NameParts, dice: Dice) => string;

const pascal = (text: string): string =>
  text.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const SECRET_SCHEMES: readonly NameScheme[] = [
  ({ stage, team, app, item }) => `${stage}/${team}/${app}/${item}`,
  ({ stage, app, item }) => `${app}-${stage}-${item}`,
  ({ company, stage, app, item }) => `/${company}/${stage}/${app}/${item}`,
  ({ app, stage, item }) => `${app}/${stage}/${item}`,
  ({ app, item, stage }) => `${pascal(stage)}${pascal(app)}${pascal(item)}`,
  ({ team, app, item }) => `${team}.${app}.${item}`,
  ({ app, item }) => `${app}_${item.replaceAll('-', '_')}`.toUpperCase(),
  ({ app, item, stage }, dice) =>
    `${pascal(app)}Stack${pascal(item)}${stage === 'prod' ? '' : pascal(stage)}-${dice.alphanumeric(12)}`,
  ({ team, app, item, stage }) => `k8s/${stage}/${team}/${app}/${item}`,
  (_, dice) => `rds!db-${dice.uuid()}`,
  ({ app, item }, dice) => `terraform-${app}-${item}-2024${dice.digits(14)}`,
];

/** A company has one or two schemes, and here and there something else. */
export function drawSecretScheme(dice: Dice): NameScheme {
  const [main, second] = dice.sample(SECRET_SCHEMES.slice(0, 9), 2) as [NameScheme, NameScheme];
  const [purity, oddity] = [dice.uniform(0.5, 1), dice.uniform(0, 0.08)];
  return (parts, own) => {
    if (own.chance(oddity)) return own.pick(SECRET_SCHEMES)(parts, own);
    return (own.chance(purity) ? main : second)(parts, own);
  };
}

const ROLE_SCHEMES: readonly NameScheme[] = [
  ({ app, stage, item }) => `${app}-${stage}-${item}`,
  ({ app, item, stage }, dice) =>
    `${pascal(stage)}-${pascal(app)}-${pascal(item)}Role-${dice.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 12)}`,
  ({ company, app, item, stage }) => `${company}-${stage}-${app}-${item}`,
  ({ app, item }, dice) =>
    `${pascal(app)}Stack-${pascal(item)}ServiceRole${dice.text('ABCDEF0123456789', 8)}-${dice.alphanumeric(12)}`,
  ({ app, item, team }) => `${team}_${app}_${item}`.replaceAll('-', '_'),
  ({ app, item, stage }) => `role.${stage}.${app}.${item}`,
];

export function drawRoleScheme(dice: Dice): NameScheme {
  const [main, second] = dice.sample(ROLE_SCHEMES, 2) as [NameScheme, NameScheme];
  const purity = dice.uniform(0.6, 1);
  return (parts, own) => (own.chance(purity) ? main : second)(parts, own).slice(0, 60);
}

const PATHS = ['', '', '', '', 'service-role/', 'app/', 'eks/', 'terraform/'];

export function drawPath(dice: Dice): string {
  return dice.pick(PATHS);
}
