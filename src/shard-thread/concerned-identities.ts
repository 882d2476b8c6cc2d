import { hashNumber, textNumber } from '../base/hash-number.js';
import type { HashKey } from '../base/keyed-hash.js';
import { roleGroupKeyOf } from '../model/identity.js';
import type { ProfileStore } from '../profile/profile-store.js';
import type { KnownRequest } from '../triage/evidence/known-before.js';
import { networkOf } from './known-before.js';

/**
 * Which identities of a store have anything to say about some signals: those of their role groups, and those that used
 * one of the items or networks. Most have not, and making their views takes most of the time of the question.
 * @param hashKey of the store
 * @returns whether an identity row is one of them
 */
export function concernedIdentities(
  store: ProfileStore,
  requests: readonly KnownRequest[],
  hashKey: HashKey,
): (identityRow: number) => boolean {
  const { identities, names, origins, secrets } = store;
  const own = new Set(requests.flatMap((request) => request.identities.map(roleGroupKeyOf)));
  const items = new Set(
    requests.flatMap((request) => request.items.map((item) => textNumber(item, hashKey))),
  );
  const networks = new Set(requests.flatMap((request) => request.origins.map(networkOf)));
  const concerned = new Uint8Array(identities.size);
  for (let row = 0; row < identities.size; row++) {
    if (own.has(roleGroupKeyOf(identities.key(row)))) concerned[row] = 1;
  }
  for (let row = 0; row < secrets.size; row++) {
    if (items.has(hashNumber(secrets.hi(row), secrets.lo(row)))) concerned[secrets.identityRow(row)] = 1;
  }
  const isWanted = new Map<number, boolean>();
  for (let row = 0; row < origins.size; row++) {
    const [hi, lo] = [origins.hi(row), origins.lo(row)];
    const number = hashNumber(hi, lo);
    let wanted = isWanted.get(number);
    if (wanted === undefined) {
      wanted = networks.has(networkOf(names.text(hi, lo) ?? ''));
      isWanted.set(number, wanted);
    }
    if (wanted) concerned[origins.identityRow(row)] = 1;
  }
  return (identityRow) => concerned[identityRow] === 1;
}
