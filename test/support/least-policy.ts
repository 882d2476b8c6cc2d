import { readFileSync } from 'node:fs';
import { S3Client } from '../../src/source/s3/s3-client.js';
import type { S3Options } from '../../src/source/s3/s3-options.js';

/** The bucket that the README's policy names. */
const NAMED = 'my-trail-bucket';

interface Policy {
  readonly Version: string;
  readonly Statement: readonly { readonly Resource: string; readonly Principal?: unknown }[];
}

/** The least IAM policy, as the README says it. */
export function leastPolicy(): Policy {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/```json\n([^]*?)```/g)].map(([, text]) => text!);
  const policies = blocks.filter((text) => text.includes('"Statement"'));
  if (policies.length !== 1) throw new Error(`the README has ${policies.length} policies`);
  return JSON.parse(policies[0]!) as Policy;
}

/** Gives a user just the README's policy on a bucket. A bucket's own policy says who, one of a user does not. */
export async function giveLeastPolicy(s3Bucket: string, user: string, owner: S3Options): Promise<void> {
  const { Version, Statement } = leastPolicy();
  const policy = {
    Version,
    Statement: Statement.map((statement) => ({
      ...statement,
      Resource: statement.Resource.replace(NAMED, s3Bucket),
      Principal: { AWS: [`arn:aws:iam:::user/${user}`] },
    })),
  };
  const client = new S3Client(s3Bucket, owner);
  try {
    const request = {
      method: 'PUT',
      query: { policy: '' },
      body: Buffer.from(JSON.stringify(policy)),
    } as const;
    await client.send(request, new AbortController().signal, () => undefined);
  } finally {
    await client.close();
  }
}
