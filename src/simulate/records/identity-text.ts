import { HOUR } from '../../model/time.js';
import { exampleId, type Session } from '../principal.js';
import { mix32, textWord } from '../random.js';
import { recordTime } from './record-time.js';

/** Lifetime of temporary credentials, seconds. */
const CREDENTIALS_LIFE = 6 * HOUR;

interface Memoized {
  /** Number of the credentials, from the epoch on; 0 for a user. */
  readonly credentials: number;
  readonly text: string;
}

/** Writes `userIdentity` of a session. Temporary credentials are renewed every six hours. */
export class IdentityText {
  readonly #memoized = new WeakMap<Session, Memoized>();

  /** The JSON text of `userIdentity` for a call of `session` at `time`. */
  of(session: Session, time: number): string {
    const credentials = session.principal.kind === 'user' ? 0 : Math.floor(time / CREDENTIALS_LIFE);
    const memoized = this.#memoized.get(session);
    if (memoized?.credentials === credentials) return memoized.text;
    const text = session.principal.kind === 'user' ? userText(session) : sessionText(session, credentials);
    this.#memoized.set(session, { credentials, text });
    return text;
  }
}

function userText({ principal }: Session): string {
  return `{"type":"IAMUser","principalId":"${principal.uniqueId}","arn":"${principal.arn}","accountId":"${principal.accountId}","accessKeyId":"AKIA${exampleId(mix32(principal.index, 5), 9)}","userName":"${principal.name}"}`;
}

function sessionText(session: Session, credentials: number): string {
  const { principal, name, origin } = session;
  const key = exampleId(mix32(mix32(principal.index, textWord(name)), credentials), 9);
  const created = recordTime(credentials * CREDENTIALS_LIFE + (textWord(name) % 600));
  const web =
    origin === 'webIdentity'
      ? `"webIdFederationData":{"federatedProvider":"arn:aws:iam::${principal.accountId}:oidc-provider/oidc.example.com","attributes":{}},`
      : '';
  const delivery = origin === 'instance' ? ',"ec2RoleDelivery":"2.0"' : '';
  return `{"type":"AssumedRole","principalId":"${principal.uniqueId}:${name}","arn":"${session.arn}","accountId":"${principal.accountId}","accessKeyId":"ASIA${key}","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"${principal.uniqueId}","arn":"${principal.arn}","accountId":"${principal.accountId}","userName":"${principal.name}"},${web}"attributes":{"creationDate":"${created}","mfaAuthenticated":"${origin === 'sso'}"}${delivery}}}`;
}
