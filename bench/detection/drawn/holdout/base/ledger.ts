import type { LabCall, LabCallName, LabSecret } from '../../lab-scenario.js';
import { groupBy } from './group.js';
import type { Principal, Seat, Secret } from './model.js';

const MOST_IN_A_BATCH = 20;

/** Writes down the calls. */
export class Ledger {
  readonly calls: LabCall[] = [];

  constructor(
    private readonly start: number,
    private readonly end: number,
  ) {}

  read(seat: Seat, secret: Secret, time: number, theft: string | null = null): void {
    this.call(seat, 'GetSecretValue', secret, time, theft);
  }

  /** A call on a secret; refused when it does not exist or the caller may not. */
  call(seat: Seat, name: LabCallName, secret: Secret, time: number, theft: string | null = null): void {
    const isGone = secret.gone !== null && secret.gone <= time && name !== 'DeleteSecret';
    const error = isGone
      ? 'ResourceNotFoundException'
      : mayRead(seat.principal, secret)
        ? null
        : 'AccessDenied';
    this.#write(seat, name, secret.is, time, theft, error);
  }

  refused(seat: Seat, secret: LabSecret, time: number, error: string, theft: string | null = null): void {
    this.#write(seat, 'GetSecretValue', secret, time, theft, error);
  }

  list(seat: Seat, region: string, time: number, theft: string | null = null): void {
    const error = seat.principal.reach === 'own' ? 'AccessDenied' : null;
    this.#write(seat, 'ListSecrets', null, time, theft, error, { region });
  }

  /** A batch by a list, and the reads that the service writes for it. */
  batch(seat: Seat, secrets: readonly Secret[], time: number, theft: string | null = null): void {
    for (let at = 0; at < secrets.length; at += MOST_IN_A_BATCH) {
      const some = secrets.slice(at, at + MOST_IN_A_BATCH);
      const list = some.map(({ is }) => is);
      const { region } = list[0]!;
      this.#write(seat, 'BatchGetSecretValue', null, time + at / 10, theft, null, {
        region,
        batch: { list },
      });
      for (const secret of some) this.read(seat, secret, time + at / 10, theft);
    }
  }

  /** A batch by filters, page by page. */
  filtered(
    seat: Seat,
    filters: readonly { readonly key: string; readonly values: readonly string[] }[],
    found: readonly Secret[],
    time: number,
    theft: string | null = null,
  ): void {
    const byRegion = groupBy(found, ({ is }) => is.region);
    for (const [region, own] of byRegion) {
      for (let at = 0; at < own.length; at += MOST_IN_A_BATCH) {
        const when = time + at / 10;
        const batch = { filters, maxResults: MOST_IN_A_BATCH };
        this.#write(seat, 'BatchGetSecretValue', null, when, theft, null, { region, batch });
        for (const secret of own.slice(at, at + MOST_IN_A_BATCH)) this.read(seat, secret, when, theft);
      }
    }
  }

  replicate(seat: Seat, secret: Secret, replicaRegion: string, time: number): void {
    this.#write(seat, 'ReplicateSecretToRegions', secret.is, time, null, null, { replicaRegion });
  }

  #write(
    seat: Seat,
    name: LabCallName,
    secret: LabSecret | null,
    when: number,
    theft: string | null,
    error: string | null,
    more: { region?: string; replicaRegion?: string; batch?: LabCall['batch'] } = {},
  ): void {
    const time = Math.floor(when);
    if (time < this.start || time >= this.end) return;
    const { principal, session, key, address, agent, vpce } = seat;
    const isForeign = secret !== null && secret.accountId !== principal.accountId;
    this.calls.push({
      name,
      time,
      principal: principal.index,
      session,
      accessKeyId: key,
      address,
      userAgent: agent,
      vpcEndpointId: vpce,
      region: more.region ?? secret?.region ?? principal.region,
      secret,
      ...(more.replicaRegion === undefined ? {} : { replicaRegion: more.replicaRegion }),
      by: isForeign ? 'arn' : seat.by,
      batch: more.batch ?? null,
      error,
      theft,
    });
  }
}

function mayRead(principal: Principal, secret: Secret): boolean {
  if (principal.granted.has(secret)) return true;
  const isSameAccount = principal.accountId === secret.is.accountId;
  switch (principal.reach) {
    case 'own':
      return false;
    case 'team':
      return isSameAccount && (secret.owner === principal.team || secret.owner === null);
    case 'account':
      return isSameAccount;
    case 'everything':
      return true;
  }
}
