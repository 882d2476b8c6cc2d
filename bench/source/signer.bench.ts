/** Signing one GET of an object. `npx tsx bench/source/signer.bench.ts` */
import { createHash, createHmac } from 'node:crypto';
import { Bench } from 'tinybench';
import { Credentials } from '../../src/source/s3/credentials.js';
import { Signer, type UnsignedRequest } from '../../src/source/s3/signer.js';
import { reportBench } from '../report.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const REGION = 'eu-west-1';
const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET };
const request: UnsignedRequest = {
  method: 'GET',
  host: 'trail.s3.eu-west-1.amazonaws.com',
  path: '/AWSLogs/111122223333/CloudTrail/eu-west-1/2026/03/01/111122223333_CloudTrail_eu-west-1_20260301T0005Z_0123456789abcdef.json.gz',
  query: {},
  headers: {},
};
const signers = {
  'temporary keys': new Signer(
    new Credentials({ credentials: () => Promise.resolve({ ...keys, sessionToken: 'A'.repeat(800) }) }),
  ),
  'lasting keys': new Signer(new Credentials({ credentials: () => Promise.resolve(keys) })),
};

/** The signature by the definition of Signature Version 4, over the headers that were signed. */
function expected(headers: Readonly<Record<string, string>>, names: string): string {
  const lines = names.split(';').map((name) => `${name}:${headers[name]!}\n`);
  const canonical = ['GET', request.path, '', lines.join(''), names, headers['x-amz-content-sha256']!];
  const at = headers['x-amz-date']!;
  const scope = [at.slice(0, 8), REGION, 's3', 'aws4_request'];
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex');
  const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const key = scope.reduce<string | Buffer>(mac, `AWS4${SECRET}`);
  return mac(key, ['AWS4-HMAC-SHA256', at, scope.join('/'), hash].join('\n')).toString('hex');
}

const bench = new Bench({ time: 1000 });
for (const [name, signer] of Object.entries(signers)) {
  const headers = await signer.sign(request, REGION);
  const [, names, signature] =
    /SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers['authorization'] ?? '') ?? [];
  if (signature === undefined || signature !== expected(headers, names!)) {
    throw new Error(`${name}: not the signature that the definition gives`);
  }
  bench.add(`sign a GET, ${name}`, () => signer.sign(request, REGION));
}
await bench.run();
reportBench(bench, { unit: 'µs' });
