import fc from 'fast-check';
import { isIPv6 } from 'node:net';
import { expect, test } from 'vitest';
import { agentFamily } from '../../../src/decode/cloudtrail/agent-family.js';
import { networkOf, originOf } from '../../../src/decode/cloudtrail/origin.js';
import { runs } from '../../support/thorough.js';

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['172.01.01.001', '172.1.1.0/24'],
  ['2001:0DB8:0001:2::7', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8::/48'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8::/48'],
  ['2001:0:5::1', '2001:0:5::/48'],
  ['0:0:5:0:0:0:0:1', '0:0:5::/48'],
  ['::1', '::/48'],
  ['fe80::1%eth0', 'fe80::/48'],
  ['64:ff9b::192.0.2.1', '64:ff9b::/48'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['203.0.113.300', '203.0.113.300'],
  ['Secretsmanager.amazonaws.com', 'secretsmanager.amazonaws.com'],
  ['AWS Internal', 'aws internal'],
  ['', '-'],
])('network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test('all spellings of an IPv4 address have the same network; texts that look similar have none', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 5 });
  fc.assert(
    fc.property(numbers, (parts) => {
      const address = parts.join('.');
      const isAddress = parts.length === 4 && parts.every((part) => part < 256);
      const network = isAddress ? `${parts.slice(0, 3).join('.')}.0/24` : address;
      expect(networkOf(address)).toBe(network);
      const padded = parts.map((part) => String(part).padStart(3, '0')).join('.');
      expect(networkOf(padded)).toBe(isAddress ? network : padded);
    }),
    { numRuns: runs(1000) },
  );
  for (const odd of ['1.2.3.', '.1.2.3', '1..2.3', '1.2.3.4 ', '1.2.3.x', '1.2.3.4.', '....']) {
    expect(networkOf(odd)).toBe(odd);
  }
});

test('all spellings of an IPv6 address have the same network, which is an IPv6 address', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (groups) => {
      const long = groups.map((group) => group.toString(16).padStart(4, '0').toUpperCase()).join(':');
      const short = new URL(`http://[${long}]/`).hostname.slice(1, -1);
      fc.pre(!short.startsWith('::ffff:'));
      const network = networkOf(long);
      expect(networkOf(short)).toBe(network);
      expect(isIPv6(network.replace('/48', ''))).toBe(true);
    }),
  );
});

test.each([
  ['aws-cli/2.17.32 md/awscrt#0.21.2 ua/2.0 os/linux', 'aws-cli'],
  ['aws-cli/1.14.23 Python/2.7.12 Linux/4.9.75 botocore/1.8.27', 'aws-cli'],
  ['Boto3/1.34.2 md/Botocore#1.34.2 ua/2.0', 'boto3'],
  ['[Boto3/1.28.9 Python/3.11]', 'boto3'],
  ['aws-sdk-java/2.25.11 Linux/5.10', 'aws-sdk-java'],
  ['aws-sdk-go/1.44.157 (go1.19.3; linux; amd64)', 'aws-sdk-go'],
  ['aws-sdk-go-v2/1.16.4 os/linux', 'aws-sdk-go'],
  ['[aws-sdk-ruby3/3.1]', 'aws-sdk-ruby'],
  ['aws-sdk-dotnet-coreclr/3.7.100', 'aws-sdk-dotnet'],
  ['aws-sdk-rust/1.3.14 os/linux', 'aws-sdk-rust'],
  ['aws-cli/2.17.32 md/awscrt#0.21.2 ua/2.0 exec-env/CloudShell os/linux#6.1.115', 'cloudshell'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'browser'],
  ['APN/1.0 HashiCorp/1.0 Terraform/1.1.2 (+https://www.terraform.io) aws-sdk-go/1.44', 'terraform'],
  ['APN/1.0 Pulumi/1.0 PulumiAws/5', 'pulumi'],
  ['stratus-red-team_10e7edf3-5063-4eba-8842-68f83bb52d65', 'stratus-red-team'],
  ['secretsmanager.amazonaws.com', 'secretsmanager.amazonaws.com'],
  ['AWS Internal', 'aws internal'],
  ['Coral/Netty4', 'coral'],
  ['(odd)', '-'],
  ['  ', '-'],
  ['', '-'],
])('family of %s is %s', (agent, family) => {
  expect(agentFamily(agent)).toBe(family);
});

test('an origin has two parts and a limited length', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string({ unit: 'binary' }), (address, agent) => {
      expect(originOf(address, agent)).toMatch(/^[0-9./]+\|[a-z0-9._+@ -]{1,64}$/);
    }),
  );
  expect(agentFamily('x'.repeat(1000))).toHaveLength(64);
});
