import type { PersonaName } from '../persona-name.js';
import type { Random } from '../random.js';
import type { RetrievalEvent } from '../retrieval-event.js';
import { eventId, ID_SALT } from './event-id.js';
import type { IdentityText } from './identity-text.js';
import { NOISE_KINDS, type NoiseKind } from './noise-kinds.js';
import { recordText, tlsJson } from './record-text.js';
import { recordTime } from './record-time.js';
import type { PlacedRecord } from './retrieval-record.js';

/** Share of noise that a careless search would take for retrievals. */
const DECOY_SHARE = 0.06;
const PLAIN = NOISE_KINDS.filter((kind) => !kind.decoy);
const DECOYS = NOISE_KINDS.filter((kind) => kind.decoy);

/**
 * Writes a record of another service, or of another call to Secrets Manager, in the half minute before a retrieval.
 * It is never a retrieval itself.
 * @param number index among the noise records of this event, from 0
 */
export function noiseRecord(
  seed: number,
  event: RetrievalEvent,
  number: number,
  earliest: number,
  random: Random,
  identities: IdentityText,
): PlacedRecord {
  const { session, region, stream, sequence } = event;
  const kind = random.pick(random.chance(DECOY_SHARE) ? decoysOf(session.principal.persona) : PLAIN);
  const accountId = session.principal.accountId;
  const time = Math.max(earliest, event.time - random.between(0, 30));
  const denial = random.chance(0.05) ? kind.denied : undefined;
  const id = (salt: number) => eventId(seed, stream, sequence, ID_SALT.noise + 2 * number + salt);
  const place = { accountId, region, word: random.uint32(), random };
  const caller = callerOf(kind, event, time, identities);
  const text = recordText({
    version: kind.decoy ? '1.08' : random.pick(['1.08', '1.09', '1.10', '1.11']),
    identityJson: caller.identityJson,
    time: recordTime(time),
    source: kind.source,
    name: kind.name,
    region,
    address: caller.address,
    userAgent: caller.userAgent,
    error: denial && { code: 'AccessDenied', message: denial(session.arn, place) },
    requestJson: denial ? 'null' : kind.request(place),
    responseJson: denial ? 'null' : (kind.response?.(place) ?? 'null'),
    requestId: id(0),
    eventId: id(1),
    readOnly: kind.readOnly,
    eventType: kind.caller === 'deletion' ? 'AwsServiceEvent' : 'AwsApiCall',
    recipientAccountId: accountId,
    resourcesJson: kind.resources === undefined ? '' : `"resources":${kind.resources(place)},`,
    sharedJson: '',
    tailJson: kind.caller === 'self' ? tlsJson(kind.source.slice(0, kind.source.indexOf('.')), region) : '',
  });
  return { text, time, accountId, region };
}

function decoysOf(persona: PersonaName): NoiseKind[] {
  return DECOYS.filter(({ personas }) => personas?.has(persona) ?? true);
}

/** Who is recorded as the caller: the session, a service on its behalf, or a service alone. */
function callerOf(kind: NoiseKind, event: RetrievalEvent, time: number, identities: IdentityText) {
  const { session, origin } = event;
  switch (kind.caller) {
    case 'self':
      return {
        identityJson: identities.of(session, time),
        address: origin.address,
        userAgent: origin.userAgent,
      };
    case 'forSelf':
      return {
        identityJson: `${identities.of(session, time).slice(0, -1)},"invokedBy":"secretsmanager.amazonaws.com"}`,
        address: 'secretsmanager.amazonaws.com',
        userAgent: 'secretsmanager.amazonaws.com',
      };
    case 'service':
      return {
        identityJson: '{"type":"AWSService","invokedBy":"lambda.amazonaws.com"}',
        address: 'lambda.amazonaws.com',
        userAgent: 'lambda.amazonaws.com',
      };
    case 'deletion':
      return {
        identityJson: `{"accountId":"${session.principal.accountId}","invokedBy":"secretsmanager.amazonaws.com"}`,
        address: 'secretsmanager.amazonaws.com',
        userAgent: 'secretsmanager.amazonaws.com',
      };
  }
}
