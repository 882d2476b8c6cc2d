import { DAY } from '../calendar.js';
import { existing } from '../choosing.js';
import { someOf, type DrawnSecret } from '../catalogue.js';
import type { DrawnPrincipal } from '../world.js';
import { secretKey } from '../history.js';
import { isPermitted, type Shape, type Target, type TheftContext } from './plan.js';

const VALUABLE = /db|database|rds!|stripe|root|admin|oauth|signing|snowflake|key|aws|mongo|pay|vpn/i;

/** The secrets that a theft takes by one principal, in the order in which it takes them. May be empty. */
export function drawTargets(
  context: TheftContext,
  shape: Shape,
  target: Target,
  principal: DrawnPrincipal,
  time: number,
  count: number,
): DrawnSecret[] {
  const { world, history, random } = context;
  const { account, team, index } = principal;
  const usual = history.usual(index).secrets;
  const local = world.catalogue.inAccount(account, time);
  const unread = local.filter(({ secret }) => !usual.has(secretKey(secret)));
  const candidates = ((): readonly DrawnSecret[] => {
    switch (target) {
      case 'others':
        return unread.filter((secret) => secret.team !== team);
      case 'account':
        return local;
      case 'own':
        return local.filter(({ secret }) => usual.has(secretKey(secret)));
      case 'cold':
        return unread.filter(({ use }) => use === 'cold');
      case 'fresh':
        return local.filter(({ created }) => created > time - 14 * DAY);
      case 'path':
      case 'team':
        return unread.filter((secret) => secret.team === team);
      case 'valuable':
        return unread.filter(({ secret }) => VALUABLE.test(secret.name));
      case 'tenants':
        return unread.filter(({ use }) => use === 'tenant');
      case 'other-account':
        return existing(
          world.catalogue.all.filter(({ secret }) => secret.accountId !== account.id),
          time,
        );
    }
  })();
  const open = shape.refused
    ? candidates
    : candidates.filter((secret) => isPermitted(context, principal, secret, keyOf));
  // What is listed comes in the order of the list; what is chosen comes in any order.
  if (target === 'account' && count >= open.length) return [...open];
  const chosen = someOf(random, open, count);
  // Of a sweep that is mostly refused, some are granted.
  if (shape.refused) addGranted(context, principal, chosen, local);
  return shape.guesses === 0 ? chosen : withGuesses(context, chosen, shape.guesses);
}

export function keyOf({ secret }: DrawnSecret): string {
  return secretKey(secret);
}

function addGranted(
  context: TheftContext,
  principal: DrawnPrincipal,
  chosen: DrawnSecret[],
  local: readonly DrawnSecret[],
): void {
  const { random } = context;
  const granted = local.filter((one) => !chosen.includes(one) && isPermitted(context, principal, one, keyOf));
  for (const secret of someOf(random, granted, random.between(1, 4)))
    chosen.splice(random.between(0, chosen.length), 0, secret);
}

/** Some names that do not exist among those that do. */
function withGuesses(
  { random }: TheftContext,
  secrets: readonly DrawnSecret[],
  share: number,
): DrawnSecret[] {
  return secrets.flatMap((secret) => {
    if (!random.chance(share)) return [secret];
    const name = secret.secret.name.replace(
      /[\w-]+$/,
      random.pick(['admin', 'root', 'db', 'master', 'prod', 'api']),
    );
    const guess = { ...secret, secret: { ...secret.secret, name }, created: Number.POSITIVE_INFINITY };
    return [guess, secret];
  });
}
