import { textNumber } from '../../base/hash-number.js';
import { FIXED_HASH_KEY } from '../../base/keyed-hash.js';

/** Longer names are not looked at beyond this many parts. */
const MOST_PARTS = 8;
/** Between the parts of a name. */
const SEPARATOR = /([/\-_.:!])/;

/**
 * The patterns that an item's name belongs to, as numbers: the name with one of its parts left out (`tenants/*` + `/db`),
 * and each path above it (`prod/payments/**`). Names that an application gains regularly, such as those of its tenants,
 * have a pattern in common. None for a name of one part.
 * @param key `REGION:ACCOUNT:NAME`
 */
export function patternsOf(key: string): number[] {
  const first = key.indexOf(':');
  const second = key.indexOf(':', first + 1);
  const scope = second < 0 ? '' : key.slice(0, second);
  const name = second < 0 ? key : key.slice(second + 1);
  const parts = name.split(SEPARATOR);
  if (parts.length < 3) return [];
  const most = Math.min(parts.length, 2 * MOST_PARTS - 1);
  const patterns: number[] = [];
  let path = '';
  for (let at = 0; at < most; at += 2) {
    const before = parts.slice(0, at).join('');
    const after = parts.slice(at + 1).join('');
    patterns.push(textNumber(`${scope}:${before}*${after}`, FIXED_HASH_KEY));
    path += parts[at]!;
    if (parts[at + 1] === '/') patterns.push(textNumber(`${scope}:${path}/**`, FIXED_HASH_KEY));
    path += parts[at + 1] ?? '';
  }
  return patterns;
}

/** `REGION:ACCOUNT` of an item's key; empty where it has none. */
export function scopeOf(key: string): string {
  const second = key.indexOf(':', key.indexOf(':') + 1);
  return second < 0 ? '' : key.slice(0, second);
}

/** What separates the parts of a path, the strongest first: `prod.orders-api.db-password` lies in `prod.orders-api`. */
const PATH_SEPARATORS = ['/', '.', '_', '-'] as const;

/**
 * Where an item lies: its key without the last part of its name, such as the secrets of one service. Names without any separator
 * are split where a capital letter begins: `ProdOrdersDbUrl` lies in `ProdOrdersDb`.
 * @param key `REGION:ACCOUNT:NAME`
 */
export function placeOf(key: string): string {
  const scope = scopeOf(key);
  const name = key.slice(scope.length);
  for (const separator of PATH_SEPARATORS) {
    const at = name.lastIndexOf(separator);
    if (at > 1) return scope + name.slice(0, at);
  }
  return scope + name.replace(/([a-z\d])[A-Z][a-z\d]*$/, '$1');
}

/** Shorter words are in too many names. */
const SHORTEST_WORD = 4;

/** The words of a name of a role or an item, in lower case, of at least four letters: `ordersApi-prod` → `orders`, `prod`. */
export function wordsOf(name: string): string[] {
  const parts = name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return [...new Set(parts.filter((part) => part.length >= SHORTEST_WORD))];
}

/** The random end that CloudFormation gives a role's name: `orders-api-1A2B3C4D5E6F`. */
const STACK_SUFFIX = /-[A-Za-z0-9]{12,13}$/;

/** The name of a role without the random end that its stack gave it; undefined where it has none. */
export function stackTemplate(roleKey: string): string | undefined {
  const suffix = STACK_SUFFIX.exec(roleKey)?.[0];
  if (suffix === undefined || !/\d/.test(suffix) || !/[A-Z]/.test(suffix)) return undefined;
  return roleKey.slice(0, -suffix.length);
}
