import type { Session } from './principal.js';
import type { BatchRequest, Failure, Origin, RetrievalEvent } from './retrieval-event.js';
import type { Reference, Secret } from './secret.js';

/** Who makes a call, from where, and how it names secrets. */
export interface Caller {
  readonly session: Session;
  readonly origin: Origin;
  readonly reference: Reference;
}

/** Turns calls into numbered events of one stream and appends them to a list in the order of the calls. */
export class Emitter {
  readonly #stream: number;
  readonly #theft: string | null;
  readonly #events: RetrievalEvent[];
  #sequence = 0;

  /** @param stream unique to this emitter within the organisation, 32 unsigned bits. */
  constructor(stream: number, events: RetrievalEvent[], theft: string | null = null) {
    this.#stream = stream;
    this.#events = events;
    this.#theft = theft;
  }

  /** Emits a GetSecretValue. @param time epoch seconds; fractions are dropped */
  get(
    time: number,
    caller: Caller,
    secret: Secret,
    failure: Failure | null = null,
    versionStage: RetrievalEvent['versionStage'] = null,
  ): void {
    const foreign = secret.accountId !== caller.session.principal.accountId;
    this.#push(
      time,
      caller,
      secret,
      foreign ? secret.arn : secret[caller.reference],
      versionStage,
      null,
      failure,
    );
  }

  /** Emits a BatchGetSecretValue, without the GetSecretValue records that follow a real one. */
  batch(time: number, caller: Caller, batch: BatchRequest): void {
    this.#push(time, caller, null, '', null, batch, null);
  }

  #push(
    time: number,
    caller: Caller,
    secret: Secret | null,
    secretId: string,
    versionStage: RetrievalEvent['versionStage'],
    batch: BatchRequest | null,
    failure: Failure | null,
  ): void {
    this.#events.push({
      time: Math.floor(time),
      session: caller.session,
      origin: caller.origin,
      region: (secret ?? batch!.secrets[0]!).region,
      secret,
      secretId,
      versionStage,
      batch,
      failure,
      theft: this.#theft,
      stream: this.#stream,
      sequence: this.#sequence++,
    });
  }
}
