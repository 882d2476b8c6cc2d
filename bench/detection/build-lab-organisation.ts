import { originOf } from '../../src/decode/cloudtrail/origin.js';
import type { IdentityMode } from '../../src/model/identity.js';
import { buildOrganisation } from '../../src/simulate/organisation.js';
import type { Session } from '../../src/simulate/principal.js';
import { retrievalEvents } from '../../src/simulate/retrieval-events.js';
import { resolveOptions } from '../../src/simulate/simulate-options.js';
import type { Calls, LabIdentity, LabOrganisation, Truth } from './lab-organisation.js';

export interface LabOptions {
  readonly mix: string;
  readonly seed: number;
  readonly mode: IdentityMode;
  readonly identities: number;
  readonly days: number;
  readonly thefts: number;
}

/** Simulates an organisation and records its calls. */
export function buildLabOrganisation(options: LabOptions): LabOrganisation {
  const { mix, seed, mode, identities: size, days, thefts } = options;
  const organisation = buildOrganisation(resolveOptions({ days, identities: size, seed, thefts, mix }));
  const shapes = new Map(organisation.thefts.map((theft) => [theft.id, theft.shape]));
  const identities = new Index<string, LabIdentity>();
  const secrets = new Index<string, string>();
  const origins = new Index<string, string>();
  const regions = new Index<string, string>();
  const sessions = new Map<Session, number>();
  const lists: number[][] = [];
  const column = {
    identity: [] as number[],
    time: [] as number[],
    secret: [] as number[],
    origin: [] as number[],
    region: [] as number[],
    failed: [] as number[],
    filterLimit: [] as number[],
    list: [] as number[],
    implied: [] as number[],
  };
  const truths = new Map<string, { -readonly [Name in keyof Truth]: Truth[Name] } & { rows: number[] }>();

  for (const event of retrievalEvents(organisation)) {
    const { session, batch, origin, secret } = event;
    let identity = sessions.get(session);
    if (identity === undefined) {
      const key = keyOf(session, mode);
      identity = identities.of(key, () => ({
        key,
        principalArn: session.principal.arn,
        type: session.principal.kind === 'user' ? 'IAMUser' : 'AssumedRole',
        accountId: session.principal.accountId,
        persona: session.principal.persona,
      }));
      sessions.set(session, identity);
    }
    const limit = batch?.by === 'filters' ? (batch.maxResults ?? 20) : 0;
    const row = column.time.length;
    const asked = batch?.by === 'list' ? batch.secrets.map(({ key }) => secrets.of(key, () => key)) : [];
    const from = `${origin.address}\n${origin.userAgent}`;
    column.identity.push(identity);
    column.time.push(event.time);
    column.secret.push(secret === null ? -1 : secrets.of(secret.key, () => secret.key));
    column.origin.push(origins.of(from, () => originOf(origin.address, origin.userAgent)));
    column.region.push(regions.of(event.region, () => event.region));
    column.failed.push(event.failure === null ? 0 : 1);
    column.filterLimit.push(limit);
    column.list.push(batch?.by === 'list' ? lists.push(asked) - 1 : -1);
    column.implied.push(batch?.childless === true ? limit : 0);
    if (event.theft === null) continue;
    const truth = truths.get(event.theft) ?? {
      id: event.theft,
      shape: shapes.get(event.theft)!,
      persona: session.principal.persona,
      key: keyOf(session, mode),
      from: event.time,
      to: event.time,
      rows: [],
    };
    truth.to = event.time;
    truth.rows.push(row);
    truths.set(event.theft, truth);
  }
  const calls: Calls = {
    size: column.time.length,
    identity: Int32Array.from(column.identity),
    time: Uint32Array.from(column.time),
    secret: Int32Array.from(column.secret),
    origin: Int32Array.from(column.origin),
    region: Uint8Array.from(column.region),
    failed: Uint8Array.from(column.failed),
    filterLimit: Uint8Array.from(column.filterLimit),
    list: Int32Array.from(column.list),
    implied: Uint8Array.from(column.implied),
  };
  return {
    name: `${mix}/${seed}`,
    seed,
    mix,
    mode,
    start: organisation.setting.start,
    end: organisation.setting.end,
    days,
    principals: organisation.actors.map(({ principal }) => principal.persona),
    identities: identities.items,
    secrets: secrets.items,
    origins: origins.items,
    regions: regions.items,
    lists,
    calls,
    rows: rowsByIdentity(calls, identities.items.length),
    thefts: [...truths.values()],
  };
}

/** The key for `--identity`: `issuer` folds the sessions of a role into it, except in IAM Identity Center, where they are people. */
function keyOf({ principal, arn }: Session, mode: IdentityMode): string {
  const folds =
    mode === 'issuer' && principal.kind === 'role' && !principal.name.startsWith('AWSReservedSSO_');
  return folds ? principal.arn : arn;
}

function rowsByIdentity({ size, identity }: Calls, identities: number): Uint32Array[] {
  const counts = new Uint32Array(identities);
  for (let row = 0; row < size; row++) counts[identity[row]!]!++;
  const rows = Array.from(counts, (count) => new Uint32Array(count));
  counts.fill(0);
  for (let row = 0; row < size; row++) {
    const one = identity[row]!;
    rows[one]![counts[one]!++] = row;
  }
  return rows;
}

/** Items in the order of their first occurrence. */
class Index<Key, Item> {
  readonly items: Item[] = [];
  readonly #indices = new Map<Key, number>();

  of(key: Key, make: () => Item): number {
    let index = this.#indices.get(key);
    if (index === undefined) {
      index = this.items.push(make()) - 1;
      this.#indices.set(key, index);
    }
    return index;
  }
}
