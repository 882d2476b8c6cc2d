import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from './run-process.js';
import { makeAuthority } from '../../test/support/certificates.js';

/** How a server is spoken to. */
export type Transport = 'plain' | 'tls';

/** A server of S3 on loopback, in a process of its own. */
export interface S3Server {
  /** Its URL, `http:` or `https:`. Any name of a bucket is right. */
  readonly endpoint: string;
  /** What a client needs in its environment: keys of any kind, and over TLS the one authority that it is to trust. */
  readonly environment: Environment;
  /** Ends the process and removes what it needed. */
  stop(): void;
}

const ADDRESS = '127.0.0.1';
const KEYS = {
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/**
 * Serves the files of a folder. Over TLS, the server has a certificate of a new authority, which no client trusts but by
 * the bundle that `environment` names.
 * @param headers a JSON file with more headers of objects, by key. @default none
 * @throws Error when the process ends before it listens
 */
export async function startS3Server(
  folder: string,
  transport: Transport = 'plain',
  headers?: string,
): Promise<S3Server> {
  const secrets = transport === 'tls' ? writeSecrets() : undefined;
  const script = fileURLToPath(new URL('folder-server.mjs', import.meta.url));
  const server = spawn(
    process.execPath,
    [script, folder, secrets?.identity ?? '', ...(headers === undefined ? [] : [headers])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const stop = (): void => {
    server.kill();
    if (secrets !== undefined) rmSync(secrets.folder, { recursive: true, force: true });
  };
  try {
    const ended = once(server, 'exit').then(() => {
      throw new Error('the S3 server ended before it began to listen');
    });
    const [port] = (await Promise.race([once(server.stdout, 'data'), ended])) as [Buffer];
    return {
      endpoint: `${secrets ? 'https' : 'http'}://${ADDRESS}:${Number(port.toString())}`,
      environment: {
        ...KEYS,
        // rclone cannot use a bundle of this machine's own.
        AWS_CA_BUNDLE: secrets?.bundle,
        // Certificates are verified, also where the environment of the benchmark says otherwise.
        NODE_TLS_REJECT_UNAUTHORIZED: undefined,
      },
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Files of a new authority's certificate, and of a server's key and certificate, in a folder of their own. */
function writeSecrets(): { readonly folder: string; readonly bundle: string; readonly identity: string } {
  const folder = mkdtempSync(join(tmpdir(), 'trailspike-tls-'));
  const authority = makeAuthority('Benchmark authority');
  const { cert, key } = authority.certify([ADDRESS]);
  const [bundle, identity] = [join(folder, 'authority.pem'), join(folder, 'server.pem')];
  writeFileSync(bundle, authority.cert);
  writeFileSync(identity, `${key}${cert}`, { mode: 0o600 });
  return { folder, bundle, identity };
}
