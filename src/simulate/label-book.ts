import { formatInstant } from '../model/time.js';
import type { IdentityLabel, TheftLabel } from './labels.js';
import type { Session } from './principal.js';
import type { RetrievalEvent } from './retrieval-event.js';
import type { Theft } from './thefts/theft.js';

interface IdentityCounts {
  readonly session: Session;
  retrievals: number;
  failures: number;
  batchCalls: number;
  childlessBatchCalls: number;
  readonly first: number;
  last: number;
  readonly thefts: Set<string>;
}

interface TheftCounts {
  readonly theft: Theft;
  readonly start: number;
  end: number;
  retrievals: number;
  failures: number;
  batchCalls: number;
  readonly secrets: Set<string>;
  readonly addresses: Set<string>;
  readonly userAgents: Set<string>;
  /** Secrets that the identity and its role had retrieved when the theft began. */
  readonly knownToIdentity: ReadonlySet<string>;
  readonly knownToIssuer: ReadonlySet<string>;
}

/** Counts the events of a simulation in time order. It keeps single secrets only for the victims of thefts. */
export class LabelBook {
  readonly #identities = new Map<string, IdentityCounts>();
  readonly #thefts = new Map<string, TheftCounts>();
  readonly #planned: ReadonlyMap<string, Theft>;
  /** Secrets retrieved so far, by the ARN of each victim's identity and role. */
  readonly #known = new Map<string, Set<string>>();
  #retrievals = 0;
  #failures = 0;
  #batchCalls = 0;

  constructor(thefts: readonly Theft[]) {
    this.#planned = new Map(thefts.map((theft) => [theft.id, theft]));
    for (const { session } of thefts) {
      this.#known.set(session.arn, new Set());
      this.#known.set(session.principal.arn, new Set());
    }
  }

  get retrievals(): number {
    return this.#retrievals;
  }

  get failures(): number {
    return this.#failures;
  }

  get batchCalls(): number {
    return this.#batchCalls;
  }

  /** Counts one call; calls must come in time order. */
  observe(event: RetrievalEvent): void {
    const identity = this.#identityOf(event);
    const theft = event.theft === null ? undefined : this.#theftOf(event.theft, event);
    identity.last = event.time;
    if (theft !== undefined) {
      identity.thefts.add(theft.theft.id);
      theft.end = event.time + 1;
      theft.addresses.add(event.origin.address);
      theft.userAgents.add(event.origin.userAgent);
    }
    if (event.batch !== null) {
      this.#batchCalls++;
      identity.batchCalls++;
      if (theft !== undefined) theft.batchCalls++;
      if (!event.batch.childless) return;
      identity.childlessBatchCalls++;
      for (const secret of event.batch.secrets) this.#disclose(event.session, secret.key, theft);
    } else if (event.failure !== null) {
      this.#failures++;
      identity.failures++;
      if (theft !== undefined) theft.failures++;
    } else {
      this.#retrievals++;
      identity.retrievals++;
      if (theft !== undefined) theft.retrievals++;
      this.#disclose(event.session, event.secret!.key, theft);
    }
  }

  identities(): IdentityLabel[] {
    return [...this.#identities.values()]
      .map(({ session, first, last, thefts, ...counts }) => ({
        key: session.arn,
        type: session.principal.kind === 'user' ? ('IAMUser' as const) : ('AssumedRole' as const),
        persona: session.principal.persona,
        accountId: session.principal.accountId,
        issuerArn: session.principal.arn,
        ...counts,
        first: formatInstant(first),
        last: formatInstant(last),
        thefts: [...thefts],
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  thefts(): TheftLabel[] {
    return [...this.#thefts.values()].map((counts) => {
      const secrets = [...counts.secrets];
      return {
        id: counts.theft.id,
        shape: counts.theft.shape,
        persona: counts.theft.session.principal.persona,
        identityArn: counts.theft.session.arn,
        issuerArn: counts.theft.session.principal.arn,
        start: formatInstant(counts.start),
        end: formatInstant(counts.end),
        retrievals: counts.retrievals,
        failures: counts.failures,
        batchCalls: counts.batchCalls,
        distinctSecrets: secrets.length,
        newSecrets: secrets.filter((secret) => !counts.knownToIdentity.has(secret)).length,
        newSecretsToIssuer: secrets.filter((secret) => !counts.knownToIssuer.has(secret)).length,
        addresses: [...counts.addresses],
        userAgents: [...counts.userAgents],
        succeeded: secrets.length > 0,
      };
    });
  }

  #disclose(session: Session, secret: string, theft: TheftCounts | undefined): void {
    theft?.secrets.add(secret);
    this.#known.get(session.arn)?.add(secret);
    this.#known.get(session.principal.arn)?.add(secret);
  }

  #identityOf({ session, time }: RetrievalEvent): IdentityCounts {
    let counts = this.#identities.get(session.arn);
    if (counts === undefined) {
      counts = {
        session,
        retrievals: 0,
        failures: 0,
        batchCalls: 0,
        childlessBatchCalls: 0,
        first: time,
        last: time,
        thefts: new Set(),
      };
      this.#identities.set(session.arn, counts);
    }
    return counts;
  }

  #theftOf(id: string, { time }: RetrievalEvent): TheftCounts {
    let counts = this.#thefts.get(id);
    if (counts === undefined) {
      const theft = this.#planned.get(id)!;
      counts = {
        theft,
        start: time,
        end: time + 1,
        retrievals: 0,
        failures: 0,
        batchCalls: 0,
        secrets: new Set(),
        addresses: new Set(),
        userAgents: new Set(),
        knownToIdentity: new Set(this.#known.get(theft.session.arn)),
        knownToIssuer: new Set(this.#known.get(theft.session.principal.arn)),
      };
      this.#thefts.set(id, counts);
    }
    return counts;
  }
}
