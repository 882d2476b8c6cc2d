import type { Random } from '../../../../../src/simulate/random.js';
import type { Account, CiProvider } from '../organisation.js';
import { azureAddress, ec2Address, googleAddress } from './aws-ranges.js';
import type { CompanyNetworks } from './offices.js';
import type { Origin } from './origin.js';
import type { Vpcs } from './vpc.js';

/** Where the jobs of a CI provider run: hosted runners have another address for each job. */
export function ciOrigin(
  random: Random,
  provider: CiProvider,
  vpcs: Vpcs,
  company: CompanyNetworks,
  account: Account,
): Origin {
  switch (provider) {
    case 'github':
      return (_, n) => ({ address: azureAddress(n), vpcEndpointId: null });
    case 'gitlab':
      return (_, n) => ({ address: googleAddress(n), vpcEndpointId: null });
    case 'codebuild':
      return (_, n) => ({ address: ec2Address(account.region, n), vpcEndpointId: null });
    case 'self-hosted':
      return random.chance(0.7)
        ? random.pick(vpcs.of(account.id, account.region)).nat
        : company.office(random);
  }
}
