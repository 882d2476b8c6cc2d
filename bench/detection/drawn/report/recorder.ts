import type { Random } from '../../../../src/simulate/random.js';
import type { LabCall, LabCallName, LabSecret } from '../lab-scenario.js';
import type { Place } from './origins.js';
import type { Credential } from './sessions.js';

/** Who calls, from where and with what, for a run of calls. */
export interface Caller {
  readonly principal: number;
  readonly accountId: string;
  /** Where the calls without a secret go. */
  readonly region: string;
  readonly credential: Credential;
  readonly place: Place;
  readonly userAgent: string;
  readonly theft: string | null;
}

/** How a run of reads asks for values. */
export type ReadStyle = 'gets' | 'batch-list' | 'batch-filters' | 'describe-first';

export interface ReadOptions {
  readonly style: ReadStyle;
  /** Mean seconds between calls. */
  readonly gap: number;
  /** Of filters: what they ask for. */
  readonly filters?: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** Whether secrets of the own account are named by ARN. */
  readonly byArn?: boolean;
  /** `errorCode` of a read; null or absent for success. */
  readonly error?: (secret: LabSecret) => string | null;
}

/** Most secrets that one BatchGetSecretValue gives. */
export const BATCH = 20;

/** Collects calls, and knows how AWS records batches. */
export class Recorder {
  readonly calls: LabCall[] = [];
  readonly #from: number;
  readonly #to: number;
  readonly #batchChildren: boolean;

  /** Keeps the calls in `[from, to)`. */
  constructor(from: number, to: number, batchChildren: boolean) {
    this.#from = from;
    this.#to = to;
    this.#batchChildren = batchChildren;
  }

  /** One call at a time in epoch seconds, which is cut to whole ones. */
  call(
    caller: Caller,
    name: LabCallName,
    time: number,
    secret: LabSecret | null,
    more: Partial<Pick<LabCall, 'by' | 'batch' | 'error' | 'region' | 'replicaRegion'>> = {},
  ): void {
    const second = Math.floor(time);
    if (second < this.#from || second >= this.#to) return;
    this.calls.push({
      name,
      time: second,
      principal: caller.principal,
      session: caller.credential.session,
      accessKeyId: caller.credential.accessKeyId,
      address: caller.place.address,
      userAgent: caller.userAgent,
      vpcEndpointId: caller.place.vpcEndpointId,
      region: more.region ?? secret?.region ?? caller.region,
      secret,
      ...(more.replicaRegion === undefined ? {} : { replicaRegion: more.replicaRegion }),
      by: more.by ?? (secret !== null && secret.accountId !== caller.accountId ? 'arn' : 'name'),
      batch: more.batch ?? null,
      error: more.error ?? null,
      theft: caller.theft,
    });
  }

  /** Reads secrets one after the other, or in batches; returns the time after the last. */
  read(
    random: Random,
    caller: Caller,
    time: number,
    secrets: readonly LabSecret[],
    options: ReadOptions,
  ): number {
    return options.style === 'batch-list' || options.style === 'batch-filters'
      ? this.#batches(random, caller, time, secrets, options)
      : this.#singles(random, caller, time, secrets, options);
  }

  #singles(
    random: Random,
    caller: Caller,
    time: number,
    secrets: readonly LabSecret[],
    options: ReadOptions,
  ): number {
    let now = time;
    for (const secret of secrets) {
      const by = options.byArn === true || secret.accountId !== caller.accountId ? 'arn' : 'name';
      if (options.style === 'describe-first') this.call(caller, 'DescribeSecret', now, secret, { by });
      this.call(caller, 'GetSecretValue', now, secret, { by, error: options.error?.(secret) ?? null });
      now += options.gap * (0.3 + 1.4 * random.float());
    }
    return now;
  }

  #batches(
    random: Random,
    caller: Caller,
    time: number,
    secrets: readonly LabSecret[],
    options: ReadOptions,
  ): number {
    let now = time;
    for (const region of new Set(secrets.map((secret) => secret.region))) {
      const group = secrets.filter((secret) => secret.region === region);
      for (let i = 0; i < group.length; i += BATCH) {
        const list = group.slice(i, i + BATCH);
        const batch =
          options.style === 'batch-list'
            ? { list }
            : {
                filters: options.filters ?? [{ key: 'name', values: [commonStart(group)] }],
                maxResults: BATCH,
              };
        this.call(caller, 'BatchGetSecretValue', now, null, { batch, region });
        if (this.#batchChildren) {
          for (const secret of list) {
            const by =
              options.style === 'batch-filters' ||
              options.byArn === true ||
              secret.accountId !== caller.accountId
                ? 'arn'
                : 'name';
            this.call(caller, 'GetSecretValue', now, secret, { by, error: options.error?.(secret) ?? null });
          }
        }
        now += options.gap * (0.3 + 1.4 * random.float());
      }
    }
    return now;
  }
}

/** The longest start that all names have in common; one letter at least. */
export function commonStart(secrets: readonly LabSecret[]): string {
  const first = secrets[0]?.name ?? 'x';
  let length = first.length;
  for (const { name } of secrets) while (!name.startsWith(first.slice(0, length))) length--;
  return first.slice(0, Math.max(1, length));
}
