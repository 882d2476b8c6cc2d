import { fieldOf, textOf } from '../../base/json-values.js';
import { TrailspikeError } from '../../model/errors.js';
import { partitionOf } from '../../model/partition.js';
import type { ListedKey } from '../source.js';
import { readAwsProfile } from './aws-profile.js';
import { configuredEndpoint } from './configured-endpoint.js';
import { Credentials } from './credentials.js';
import { faultError } from './fault-error.js';
import { proxyFor } from './proxies.js';
import type { S3Options } from './s3-options.js';
import { resolveSettings } from './s3-settings.js';
import { Signer } from './signer.js';
import { isTransientFault, openTransport } from './transport.js';

/** Keys are valid for longer than this before and after the time of a digest, so that one at the edge is found, too. */
const AROUND = 9 * 86_400;
const ATTEMPTS = 6;
/** Of one page. */
const MOST_BYTES = 4 << 20;
const MOST_PAGES = 100;

/**
 * Asks CloudTrail for the public keys of a region (`ListPublicKeys`, which needs cloudtrail:ListPublicKeys), with the keys
 * and settings of the requests to S3.
 * @param endpoint base URL in place of CloudTrail's own
 * @param around epoch seconds
 * @throws TrailspikeError when they cannot be had
 */
export async function listPublicKeys(
  options: S3Options,
  endpoint: string | undefined,
  region: string,
  around: number,
  signal: AbortSignal,
): Promise<ListedKey[]> {
  const settings = await resolveSettings('', options);
  const profile = await readAwsProfile(options.profile);
  const base = new URL(
    endpoint ??
      configuredEndpoint(profile, 'cloudtrail') ??
      `https://cloudtrail.${region}.${partitionOf(region).dnsSuffix}`,
  );
  const { origin, host } = base;
  const transport = openTransport({ connections: 1, caBundle: settings.caBundle, proxies: settings.proxies });
  const signer = new Signer(new Credentials(options));
  const where = `the public keys of ${region}`;
  const ask = async (text: string): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      const body = Buffer.from(text);
      const headers = await signer.sign(
        {
          method: 'POST',
          host,
          path: '/',
          query: {},
          headers: {
            'content-type': 'application/x-amz-json-1.1',
            'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.ListPublicKeys',
          },
          body,
        },
        region,
        'cloudtrail',
      );
      try {
        const request = { origin, path: '/', method: 'POST' as const, headers, body };
        const response = await transport.send(request, signal, { maxBytes: MOST_BYTES });
        const said = Buffer.from(response.body).toString('utf8');
        if (response.status < 300) return answerOf(said, where);
        const mayPass = response.status >= 500 || response.status === 429 || /Throttling/.test(said);
        if (!mayPass || attempt >= ATTEMPTS) throw refused(response.status, said, where);
      } catch (cause) {
        signal.throwIfAborted();
        if (cause instanceof TrailspikeError || !(cause instanceof Error)) throw cause;
        if (!isTransientFault(cause) || attempt >= ATTEMPTS) {
          const proxy = proxyFor(origin, settings.proxies);
          throw faultError(cause, {
            purpose: where,
            service: 'CloudTrail',
            origin,
            proxy,
            caBundle: settings.caBundle,
          });
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt * (0.5 + 0.5 * Math.random())));
    }
  };
  try {
    const keys: ListedKey[] = [];
    let token = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const times = { StartTime: Math.max(0, around - AROUND), EndTime: around + AROUND };
      const answer = await ask(JSON.stringify(token === '' ? times : { ...times, NextToken: token }));
      const list = fieldOf(answer, 'PublicKeyList');
      for (const one of Array.isArray(list) ? (list as unknown[]) : []) {
        keys.push({ value: textOf(one, 'Value'), fingerprint: textOf(one, 'Fingerprint') });
      }
      const next = textOf(answer, 'NextToken');
      if (next === '' || next === token) break;
      token = next;
    }
    return keys;
  } finally {
    await transport.close();
  }
}

function answerOf(said: string, where: string): unknown {
  try {
    return JSON.parse(said) as unknown;
  } catch (cause) {
    throw new TrailspikeError(
      'E_SOURCE_RESPONSE',
      `what answers for ${where} is not CloudTrail: it is no JSON`,
      {
        hint: 'Check what --cloudtrail-endpoint names, or name a file with the keys with --digest-keys.',
        cause,
      },
    );
  }
}

function refused(status: number, said: string, where: string): TrailspikeError {
  const text = said.replace(/\s+/g, ' ').slice(0, 300);
  const isAccess = status === 400 || status === 403;
  return new TrailspikeError(
    isAccess ? 'E_SOURCE_ACCESS' : 'E_SOURCE_RESPONSE',
    `CloudTrail does not give ${where} (status ${status}: ${text})`,
    {
      hint: 'Allow cloudtrail:ListPublicKeys to these credentials, or name a file with the keys with --digest-keys.',
    },
  );
}
