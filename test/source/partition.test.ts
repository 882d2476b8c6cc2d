import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { PARTITIONS, partitionOf } from '../../src/model/partition.js';

/*
 * The SDK that reads profiles brings AWS's own data of partitions. When an upgrade of it brings a new partition or
 * moves the file, these tests say so.
 */
interface Published {
  readonly partitions: readonly {
    readonly id: string;
    readonly outputs: { readonly dnsSuffix: string };
    readonly regionRegex: string;
    readonly regions: Readonly<Record<string, unknown>>;
  }[];
}

const FILE = 'dist-es/submodules/client/util-endpoints/lib/aws/partitions.js';
const require = createRequire(import.meta.url);
const sdk = createRequire(require.resolve('@aws-sdk/credential-provider-node'));
const text = readFileSync(join(dirname(sdk.resolve('@aws-sdk/core/package.json')), FILE), 'utf8');
const { partitions } = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as Published;

test('the table is that of AWS', () => {
  expect(PARTITIONS.map(({ id, dnsSuffix }) => [id, dnsSuffix])).toEqual(
    partitions.map(({ id, outputs }) => [id, outputs.dnsSuffix]),
  );
});

test('every region of AWS is in its partition, and so are regions to come', () => {
  for (const { id, regions, regionRegex } of partitions) {
    const known = Object.keys(regions).filter((region) => !region.endsWith('-global'));
    expect(known.length).toBeGreaterThan(0);
    for (const region of known) {
      expect(partitionOf(region).id, region).toBe(id);
      const next = region.replace(/\d+$/, '97');
      expect(new RegExp(regionRegex).test(next)).toBe(true);
      expect(partitionOf(next).id, next).toBe(id);
    }
  }
});

test('a name that no partition has is one of aws, as in the SDKs', () => {
  for (const region of ['garage', 'us-east', '', 'xx-north-1']) expect(partitionOf(region).id).toBe('aws');
});
