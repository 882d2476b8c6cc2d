import { awsAddress } from '../company/addresses.js';
import { DAY, HOUR, randomTimes } from '../company/calendar.js';
import { accessKeyAt } from '../company/random.js';
import { secretRefs, secretsOfAccount } from '../company/secrets.js';
import { userAgents } from '../company/user-agents.js';
import { type AccountMaker, addOperationsRole } from './operations-role.js';

/** Reads every value of an account and copies it: a backup to another place, or a vault. */
export const secretBackup: AccountMaker = (b, r, accountId) => {
  const a = addOperationsRole(
    b,
    'backup',
    r.pick(['secrets-backup', 'secrets-dr-export', 'vault-mirror']),
    accountId,
    'account',
  );
  const agent = userAgents.boto(r, r.pick(['', 'AWS_Lambda_python3.11']));
  const every = r.pick([DAY, DAY, 7 * DAY]);
  const useBatch = r.chance(0.3);
  const first = r.chance(0.2) ? b.org.start + r.int(4, 25) * DAY : b.org.start;
  if (first > b.org.start)
    b.note(a, first, first + 2 * DAY, 'backup tool runs for the first time: reads every secret');
  for (let t = first + r.int(0, Math.min(every, DAY)); t < b.org.end; t += every) {
    const list = secretsOfAccount(b.org, accountId, a.region)
      .filter(({ born, ref }) => born < t && !ref.name.includes('!'))
      .slice(0, 220);
    const seat = b.seat(a, {
      ...b.inVpc(r, a, 1),
      userAgent: agent,
      session: a.principal.arn.split('/').pop()!,
      accessKeyId: `ASIA${r.upper(16)}`,
      by: 'arn',
    });
    b.out.list(seat, t, list.length);
    if (useBatch)
      for (let i = 0; i < list.length; i += 20)
        b.out.batch(
          seat,
          t + 5 + i / 10,
          { list: secretRefs(list.slice(i, i + 20)) },
          secretRefs(list.slice(i, i + 20)),
        );
    else list.forEach(({ ref }, i) => b.out.get(seat, t + 5 + i * 0.3, ref));
    if (r.chance(0.03)) list.forEach(({ ref }, i) => b.out.get(seat, t + 900 + i * 0.3, ref));
  }
};

/** Secrets sync of a vendor: Doppler, 1Password, Infisical, Vault Enterprise: writes, rarely reads. */
export const secretSync: AccountMaker = (b, r, accountId) => {
  const a = addOperationsRole(
    b,
    'secret-sync',
    r.pick(['doppler-sync', 'infisical-sync', 'vault-secrets-sync', 'akeyless-gateway']),
    accountId,
    'account',
    r.chance(0.3) ? 'user' : 'role',
  );
  const agent = r.pick([userAgents.goV2(r, 'vault/1.16'), userAgents.js(r, '')]);
  const address = awsAddress(r, 'us-east-1');
  const list = r.some(secretsOfAccount(b.org, accountId, a.region), r.int(5, 40));
  if (list.length === 0) return;
  for (const t of randomTimes(r, r.log(4, 0.6), b.org.start, b.org.end, () => 1)) {
    const seat = b.seat(a, {
      address,
      userAgent: agent,
      session: a.principal.kind === 'user' ? null : 'sync',
      accessKeyId:
        a.principal.kind === 'user'
          ? accessKeyAt(a.principal.arn, 0).replace('ASIA', 'AKIA')
          : accessKeyAt(a.principal.arn, Math.floor(t / HOUR)),
      by: 'name',
    });
    r.some(list, r.int(1, 4)).forEach(({ ref, born }) => {
      if (born < t) {
        b.out.call(seat, 'DescribeSecret', t, ref);
        b.out.call(seat, 'PutSecretValue', t + 1, ref);
        if (r.chance(0.3)) b.out.get(seat, t + 2, ref);
      }
    });
  }
};

/** Database credentials engine or proxy that uses one admin secret very often. */
export const credentialBroker: AccountMaker = (b, r, accountId) => {
  const all = secretsOfAccount(b.org, accountId);
  if (all.length === 0) return;
  const a = addOperationsRole(
    b,
    'bastion',
    r.pick(['teleport-db', 'strongdm-relay', 'boundary-worker', 'hashicorp-vault']),
    accountId,
    'account',
  );
  const list = r.some(all, r.int(1, 12));
  const agent = userAgents.goV2(r, '');
  for (const t of randomTimes(r, r.log(30, 0.7), b.org.start, b.org.end, () => 1)) {
    const s = r.zipf(list, 2);
    if (s.born < t)
      b.out.get(
        b.seat(a, {
          ...b.inVpc(r, a, 1),
          userAgent: agent,
          session: `i-0${r.sub('i').hex(16)}`,
          accessKeyId: accessKeyAt(a.principal.arn, Math.floor(t / 6 / HOUR)),
          by: 'arn',
        }),
        t,
        s.ref,
      );
  }
};
