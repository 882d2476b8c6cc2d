import type { Builder } from '../company/builder.js';
import { configurationScanner, credentialChecker, inventoryScript, vendorScanner } from './scanners.js';
import { credentialBroker, secretBackup, secretSync } from './secret-copies.js';
import { breakGlassRole, centralDeployer, dormantPrincipal, organisationAccess } from './standing-roles.js';

/** Roles of scanners, inventories, backups and the like, in some or all of the accounts. */
export function addOperations(b: Builder, count: number): void {
  const { org } = b;
  const r = org.rng.sub('ops');
  const until = b.actors.length + count;
  const kinds = r.some(
    [
      configurationScanner,
      configurationScanner,
      vendorScanner,
      vendorScanner,
      vendorScanner,
      inventoryScript,
      inventoryScript,
      secretBackup,
      secretSync,
      credentialChecker,
      dormantPrincipal,
      dormantPrincipal,
      breakGlassRole,
      organisationAccess,
      credentialBroker,
      centralDeployer,
    ],
    16,
  );
  for (let i = 0; b.actors.length < until && i < 60; i++) {
    const kind = kinds[i % kinds.length]!;
    const q = r.sub(`k${i}`);
    for (const account of q.chance(0.35) ? org.accounts : [q.pick(org.accounts)])
      if (b.actors.length < until) kind(b, q, account.id);
  }
}
