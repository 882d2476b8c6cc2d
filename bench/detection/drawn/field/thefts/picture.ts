import type { LabCall } from '../../lab-scenario.js';
import type { Actor } from '../company/model.js';
import { productOf } from '../company/user-agents.js';
import { secretId } from '../company/seen.js';

/** What the calls of an identity show in a period. */
export interface Picture {
  fresh: number;
  other: number;
  refused: number;
  total: number;
  mass: number;
  away: boolean;
  tool: boolean;
}

/** The picture of a period in which nothing happens. */
export const NO_PICTURE: Picture = {
  fresh: 0,
  other: 0,
  refused: 0,
  total: 0,
  mass: 0,
  away: false,
  tool: false,
};

/** What is known of an identity or of its kind. */
export interface Past {
  readonly known: Set<string>;
  readonly asked: Set<string>;
  readonly places: Set<string>;
  readonly tools: Set<string>;
}

/** The past of an identity of which nothing is known. */
export const noPast = (): Past => ({
  known: new Set(),
  asked: new Set(),
  places: new Set(),
  tools: new Set(),
});

/** The network of an address as its owner is known: hosted runners and functions without a VPC have all of a cloud. */
export function network(c: LabCall, a: Actor): string | null {
  if (c.vpcEndpointId !== null || !/^\d/.test(c.address) || c.address.startsWith('10.')) return null;
  const [first, second] = c.address.split('.');
  if (/^(20|4|40|172)$/.test(first!)) return 'azure';
  if (
    /^(3|18|34|35|44|52|54)$/.test(first!) &&
    /lambda|ecs|circle|codebuild|gitlab|checker|vendor/.test(a.principal.persona)
  )
    return 'cloud';
  return `${first!}.${second!}`;
}

/** Whether a call is a batch call by a filter that every secret fulfils. */
export const isMatchAll = (c: LabCall): boolean =>
  c.batch !== null &&
  'filters' in c.batch &&
  c.batch.filters.some(({ values }) => values.every((v) => v.startsWith('!')));

/** Whether a call reads one secret. */
export const isRead = (c: LabCall): boolean => c.name === 'GetSecretValue';

/** What the calls of a principal show beside its own past and that of its kind; `teams` has the team of each secret. */
export function pictureOf(
  a: Actor,
  calls: readonly LabCall[],
  mine: Past,
  like: Past,
  teams: ReadonlyMap<string, number>,
): Picture {
  const fresh = new Set<string>();
  const refused = new Set<string>();
  const total = new Set<string>();
  const p = { ...NO_PICTURE };
  const window: LabCall[] = [];
  for (const c of calls) {
    const net = network(c, a);
    if (net !== null && !like.places.has(net) && !mine.places.has(net)) p.away = true;
    const t = productOf(c.userAgent);
    if (!mine.tools.has(t) && !like.tools.has(t)) p.tool = true;
    if (!isRead(c) && c.name !== 'BatchGetSecretValue') continue;
    const ids =
      c.secret !== null
        ? [secretId(c)]
        : c.batch !== null && 'list' in c.batch
          ? c.batch.list.map((s) => `${s.accountId}/${s.region}/${s.name}`)
          : [];
    for (const id of ids) {
      if (c.error === null) {
        total.add(id);
        if (!mine.known.has(id)) fresh.add(id);
      } else if (!mine.asked.has(id) && !mine.known.has(id)) refused.add(id);
    }
    if (c.batch !== null && 'filters' in c.batch && c.error === null)
      total.add(`batch ${c.time}`).add(`batch ${c.time} more`);
    window.push(c);
    while (window[0]!.time < c.time - 600) window.shift();
    if (window.length > p.mass) p.mass = Math.max(p.mass, new Set(window.map(secretId)).size);
  }
  p.fresh = fresh.size;
  p.other = [...fresh].filter((id) => {
    const t = teams.get(id) ?? -1;
    return t >= 0 && t !== a.team?.id;
  }).length;
  p.refused = refused.size;
  p.total = total.size;
  return p;
}

/** Adds a call of a principal to what is known. */
export function learn(a: Actor, c: LabCall, ...to: Past[]): void {
  const net = network(c, a);
  for (const x of to) {
    if (net !== null) x.places.add(net);
    x.tools.add(productOf(c.userAgent));
    if (c.secret !== null && isRead(c)) (c.error === null ? x.known : x.asked).add(secretId(c));
  }
}
