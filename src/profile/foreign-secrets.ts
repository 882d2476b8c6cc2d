import { KeyTable } from './key-table.js';
import type { Meetings } from './profile.js';
import type { ProfileStore } from './profile-store.js';

const ACCOUNT = /^[^:]*:(\d{12}):/;

/**
 * The secrets of other accounts that an identity has met (see `ProfileView.foreignSecrets`). No state of its own:
 * a secret's name says which account it lies in.
 */
export function foreignSecretsOf(store: ProfileStore, owner: number): Meetings {
  const foreign = new KeyTable();
  const { accountId } = store.identities.identity(owner);
  const found = new Map<number, Set<number>>();
  const note = (bucket: number, secret: number): void => {
    const met = found.get(bucket);
    if (met === undefined) found.set(bucket, new Set([secret]));
    else met.add(secret);
  };
  if (accountId !== '') {
    const { secrets, names } = store;
    for (const row of store.index().secrets.rowsOf(owner)) {
      const [hi, lo] = [secrets.hi(row), secrets.lo(row)];
      const account = ACCOUNT.exec(names.text(hi, lo) ?? '')?.[1];
      if (account === undefined || account === accountId) continue;
      note(store.bucketOf(secrets.time(row)), foreign.add(hi, lo, 0));
    }
  }
  if (foreign.size > 0) {
    for (const name of ['cells', 'batchCells', 'lateBatchCells'] as const) {
      const table = store[name];
      for (const row of store.index()[name].rowsOf(owner)) {
        table.columns.secrets.forEach(row, (hi, lo) => {
          const secret = foreign.find(hi, lo, 0);
          if (secret >= 0) note(table.bucket(row), secret);
        });
      }
    }
  }
  const buckets = Uint32Array.from(found.keys()).sort();
  return {
    buckets,
    met: Array.from(buckets, (bucket) => Uint32Array.from(found.get(bucket)!)),
    things: foreign.size,
  };
}
