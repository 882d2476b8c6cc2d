import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/*
 * Certificates for servers on loopback, so that no test and no benchmark needs a program for them. DER as X.509 (RFC 5280)
 * says; keys on curve P-256, signatures with SHA-256.
 */

/** A certificate with its key, both PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certified {
  /** Certifies a server with these names; one that is an IPv4 address becomes one. */
  certify(names: readonly string[]): Certified;
}

/** A new authority, which nobody trusts. */
export function makeAuthority(name = 'Test authority'): Authority {
  const { publicKey, privateKey } = makeKeys();
  const isCa = extension('551d13', sequence(Buffer.from('0101ff', 'hex'))); // basicConstraints, cA
  const make = (subject: string, key: KeyObject, extensions: readonly Buffer[]): string =>
    pem('CERTIFICATE', certificate(name, subject, key, privateKey, extensions));
  return {
    cert: make(name, publicKey, [isCa]),
    key: keyText(privateKey),
    certify: (names) => {
      const own = makeKeys();
      const alternatives = extension('551d11', sequence(...names.map(generalName))); // subjectAltName
      return { cert: make(names[0]!, own.publicKey, [alternatives]), key: keyText(own.privateKey) };
    },
  };
}

const makeKeys = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyText = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const pem = (kind: string, der: Buffer): string =>
  `-----BEGIN ${kind}-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${kind}-----\n`;

let serial = 1;

function certificate(
  issuer: string,
  subject: string,
  key: KeyObject,
  issuerKey: KeyObject,
  extensions: readonly Buffer[],
): Buffer {
  const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
  const content = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))), // version 3
    element(0x02, Buffer.from([serial++])),
    algorithm,
    nameOf(issuer),
    sequence(time('200101000000Z'), time('491231235959Z')),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(...extensions)),
  );
  return sequence(content, algorithm, bits(sign('sha256', content, issuerKey)));
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts);
const oid = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'));
const time = (text: string): Buffer => element(0x17, Buffer.from(text));
const bits = (bytes: Buffer): Buffer => element(0x03, Buffer.from([0]), bytes);
const nameOf = (text: string): Buffer =>
  sequence(element(0x31, sequence(oid('550403'), element(0x0c, Buffer.from(text))))); // commonName
const extension = (id: string, value: Buffer): Buffer => sequence(oid(id), element(0x04, value));
const generalName = (name: string): Buffer =>
  /^[\d.]+$/.test(name)
    ? element(0x87, Buffer.from(name.split('.').map(Number)))
    : element(0x82, Buffer.from(name));
