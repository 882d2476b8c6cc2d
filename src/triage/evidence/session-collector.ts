import { fieldOf, textOf } from '../../base/json-values.js';
import type { ApiEvent } from '../../decode/cloudtrail/api-event.js';

/** Different sessions that are told apart; an attacker can make any number. */
const MOST_SESSIONS = 100_000;

export interface CollectedSession {
  readonly arn: string;
  readonly type: string;
  readonly issuer: string;
  readonly accountId: string;
  /** Text as the record has it; empty where none does. */
  readonly created: string;
  readonly mfa: boolean | null;
  readonly accessKeys: Set<string>;
  count: number;
}

/** The sessions of some calls. */
export class SessionCollector {
  readonly #sessions: CollectedSession[] = [];
  readonly #numbers = new Map<string, number>();

  get sessions(): readonly CollectedSession[] {
    return this.#sessions;
  }

  /** Adds a call. */
  add({ principal, record }: ApiEvent): void {
    const context = fieldOf(fieldOf(record, 'userIdentity'), 'sessionContext');
    const attributes = fieldOf(context, 'attributes');
    const created = textOf(attributes, 'creationDate');
    const name = `${principal.arn} ${created}`;
    let number = this.#numbers.get(name);
    if (number === undefined) {
      if (this.#sessions.length >= MOST_SESSIONS) return;
      this.#numbers.set(name, (number = this.#sessions.length));
      const mfa = fieldOf(attributes, 'mfaAuthenticated');
      this.#sessions.push({
        arn: principal.arn,
        type: principal.type,
        issuer: principal.issuerArn,
        accountId: principal.accountId,
        created,
        mfa: mfa === undefined ? null : mfa === true || mfa === 'true',
        accessKeys: new Set(),
        count: 0,
      });
    }
    const session = this.#sessions[number]!;
    session.count++;
    if (principal.accessKeyId !== '') session.accessKeys.add(principal.accessKeyId);
  }
}
