import type { LabCall, LabCallName, LabSecret } from '../../lab-scenario.js';

/** Who calls, from where and with what credentials. */
export interface Seat {
  readonly principal: number;
  readonly accountId: string;
  readonly region: string;
  readonly session: string | null;
  readonly accessKeyId: string;
  readonly address: string;
  readonly userAgent: string;
  readonly vpcEndpointId: string | null;
  readonly by: 'arn' | 'name';
}

/** What a call may carry besides its name, time and secret. */
interface CallOptions {
  readonly error?: string | null;
  readonly region?: string;
  readonly replicaRegion?: string;
  readonly batch?: LabCall['batch'];
}

/** Collects the calls that fall within the period of the scenario. */
export class CallLog {
  readonly calls: LabCall[] = [];
  /** Set while a theft is written. */
  theft: string | null = null;
  constructor(
    private readonly start: number,
    private readonly end: number,
    private readonly batchChildren: boolean,
  ) {}

  call(seat: Seat, name: LabCallName, time: number, secret: LabSecret | null, o: CallOptions = {}): void {
    const t = Math.floor(time);
    if (t < this.start || t >= this.end) return;
    this.calls.push({
      name,
      time: t,
      principal: seat.principal,
      session: seat.session,
      accessKeyId: seat.accessKeyId,
      address: seat.address,
      userAgent: seat.userAgent,
      vpcEndpointId: seat.vpcEndpointId,
      region: o.region ?? secret?.region ?? seat.region,
      secret,
      ...(o.replicaRegion === undefined ? {} : { replicaRegion: o.replicaRegion }),
      by:
        secret !== null && secret.accountId !== seat.accountId
          ? 'arn'
          : name === 'CreateSecret'
            ? 'name'
            : seat.by,
      batch: o.batch ?? null,
      error: o.error ?? null,
      theft: this.theft,
    });
  }
  get(seat: Seat, time: number, secret: LabSecret, error: string | null = null): void {
    this.call(seat, 'GetSecretValue', time, secret, { error });
  }
  /** ListSecrets with its further pages. */
  list(seat: Seat, time: number, total: number, region = seat.region, error: string | null = null): number {
    const pages = error === null ? Math.max(1, Math.ceil(total / 100)) : 1;
    for (let i = 0; i < pages; i++) this.call(seat, 'ListSecrets', time + i, null, { region, error });
    return time + pages;
  }
  /** BatchGetSecretValue; the service records the values that it fetches one by one, too, as documented. */
  batch(
    seat: Seat,
    time: number,
    batch: NonNullable<LabCall['batch']>,
    fetched: readonly LabSecret[],
    error: string | null = null,
    region = seat.region,
  ): void {
    this.call(seat, 'BatchGetSecretValue', time, null, { batch, error, region });
    if (this.batchChildren && error === null)
      for (const s of fetched) this.call({ ...seat, by: 'arn' }, 'GetSecretValue', time, s);
  }
}
