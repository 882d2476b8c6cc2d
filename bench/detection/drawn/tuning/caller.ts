import type { LabCall, LabCallName } from '../lab-scenario.js';
import type { Span } from './calendar.js';
import type { DrawnSecret } from './catalogue.js';
import type { Presence } from './fleet.js';

/** `errorCode` of a read that a policy or a misconfiguration refuses at a time; null where it succeeds. */
export type Refusal = (secret: DrawnSecret, time: number) => string | null;

/** Parts of a call that only some have. */
export interface CallExtras {
  readonly secret?: DrawnSecret | null;
  readonly batch?: LabCall['batch'];
  readonly error?: string | null;
  readonly region?: string;
  readonly replicaRegion?: string;
}

const WRITES = new Set<LabCallName>([
  'CreateSecret',
  'TagResource',
  'ReplicateSecretToRegions',
  'RestoreSecret',
]);

/** Writes the calls of one principal into the list of all. */
export class Caller {
  /** Refuses reads while an episode lasts. Personas may set it. */
  refusal: Refusal | null = null;

  constructor(
    private readonly calls: LabCall[],
    private readonly span: Span,
    readonly principal: number,
    private readonly accountId: string,
    private readonly region: string,
    /** Whether it names secrets of its own account by ARN. */
    private readonly byArn: boolean,
    private readonly theft: string | null = null,
  ) {}

  /** Writes one call; outside of the period, nothing. A secret that does not exist at that time gives an error. */
  call(presence: Presence, name: LabCallName, time: number, extras: CallExtras = {}): void {
    const second = Math.floor(time);
    if (second < this.span.from || second >= this.span.to) return;
    const secret = extras.secret ?? null;
    const error =
      extras.error ?? (secret === null || WRITES.has(name) ? null : this.#error(secret, name, second));
    this.calls.push({
      name,
      time: second,
      principal: this.principal,
      session: presence.session,
      accessKeyId: presence.accessKeyId,
      address: presence.address,
      userAgent: presence.userAgent,
      vpcEndpointId: presence.vpcEndpointId,
      region: extras.region ?? secret?.secret.region ?? this.region,
      secret: secret?.secret ?? null,
      ...(extras.replicaRegion === undefined ? {} : { replicaRegion: extras.replicaRegion }),
      by: secret !== null && (this.byArn || secret.secret.accountId !== this.accountId) ? 'arn' : 'name',
      batch: extras.batch ?? null,
      error,
      theft: this.theft,
    });
  }

  get(presence: Presence, time: number, secret: DrawnSecret): void {
    this.call(presence, 'GetSecretValue', time, { secret });
  }

  #error(secret: DrawnSecret, name: LabCallName, time: number): string | null {
    if (time < secret.created) return 'ResourceNotFoundException';
    // A deletion has a recovery window, in which reads are refused in another way than later.
    if (time >= secret.deleted)
      return time < secret.deleted + 7 * 86_400 ? 'InvalidRequestException' : 'ResourceNotFoundException';
    return name === 'GetSecretValue' && this.refusal !== null ? this.refusal(secret, time) : null;
  }
}
