/** A partition of AWS: regions with accounts, keys and domains of their own. */
export interface Partition {
  /** As in ARNs: `arn:ID:…`. */
  readonly id: string;
  /** Domain of its endpoints. S3 uses it for its dual-stack endpoints, too. */
  readonly dnsSuffix: string;
  /** Whether S3 has FIPS endpoints there. */
  readonly hasFips: boolean;
  readonly regions: RegExp;
}

const AWS: Partition = {
  id: 'aws',
  dnsSuffix: 'amazonaws.com',
  hasFips: true,
  regions: /^(?:us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
};

/**
 * All partitions that AWS names in the endpoint data of its SDKs (partitions.json). The SDK has the same data, but takes
 * a tenth of a second to load; test/source/partition.test.ts compares the two. That S3 has no FIPS endpoints in China is
 * from S3's endpoint rules.
 */
export const PARTITIONS: readonly Partition[] = [
  AWS,
  { id: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', hasFips: false, regions: /^cn-\w+-\d+$/ },
  { id: 'aws-eusc', dnsSuffix: 'amazonaws.eu', hasFips: true, regions: /^eusc-de-\w+-\d+$/ },
  { id: 'aws-iso', dnsSuffix: 'c2s.ic.gov', hasFips: true, regions: /^us-iso-\w+-\d+$/ },
  { id: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov', hasFips: true, regions: /^us-isob-\w+-\d+$/ },
  { id: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk', hasFips: true, regions: /^eu-isoe-\w+-\d+$/ },
  { id: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov', hasFips: true, regions: /^us-isof-\w+-\d+$/ },
  { id: 'aws-us-gov', dnsSuffix: 'amazonaws.com', hasFips: true, regions: /^us-gov-\w+-\d+$/ },
];

/** The partition of a region; `aws` for names that no partition has, as in the SDKs. */
export function partitionOf(region: string): Partition {
  return PARTITIONS.find(({ regions }) => regions.test(region)) ?? AWS;
}
