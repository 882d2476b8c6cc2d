import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { TrailspikeError } from '../../model/errors.js';
import type { CaBundle } from './s3-settings.js';

/**
 * Reads a bundle once for all connections: a TLS connection that is given certificates as text parses them all again.
 * As in the AWS tools, the certificates take the place of those that are trusted otherwise.
 * @throws TrailspikeError `E_USAGE` when the file cannot be read or holds no certificates
 */
export function trustOnly({ file, namedBy }: CaBundle): SecureContext {
  const hint = `Name a PEM file with the certificates of all authorities to trust in ${namedBy}, or leave it out.`;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TrailspikeError('E_USAGE', `cannot read ${file}, which ${namedBy} names (${why})`, {
      hint,
      cause,
    });
  }
  try {
    new X509Certificate(text); // the first one; OpenSSL leaves out in silence what it cannot read
    return createSecureContext({ ca: text });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TrailspikeError('E_USAGE', `${file}, which ${namedBy} names, holds no certificates (${why})`, {
      hint,
      cause,
    });
  }
}
