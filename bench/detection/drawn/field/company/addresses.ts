import type { Random } from './random.js';

const AWS_NETS: Record<string, readonly string[]> = {
  us: ['3.80', '3.92', '18.204', '34.192', '44.195', '52.20', '54.84', '54.163', '35.170'],
  eu: ['3.120', '18.184', '35.156', '52.28', '54.93', '34.240', '52.16', '54.154', '63.32'],
  ap: ['13.54', '52.62', '3.24', '13.112', '52.192', '13.232', '65.0'],
  sa: ['18.228', '52.67', '54.94', '177.71'],
};

const HOME: Record<string, readonly string[]> = {
  us: ['73', '24', '98', '68', '71', '174'],
  eu: ['84', '91', '79', '78', '92', '86', '95', '188'],
  ap: ['110', '122', '49', '101', '60'],
  sa: ['177', '189', '201', '187'],
};

const world = (region: string): string => (region.slice(0, 2) in AWS_NETS ? region.slice(0, 2) : 'us');

const tail = (r: Random): string => `${r.int(1, 254)}.${r.int(1, 254)}`;

/** A public address of AWS in a region. */
export const awsAddress = (r: Random, region: string): string =>
  r.chance(0.8)
    ? `${r.pick(AWS_NETS[world(region)]!)}.${tail(r)}`
    : `${r.pick(['3', '18', '52', '54'])}.${r.int(64, 239)}.${tail(r)}`;

/** An address of a private internet line near a region. */
export const homeAddress = (r: Random, region: string): string =>
  `${r.pick(HOME[world(region)]!)}.${r.int(1, 254)}.${tail(r)}`;

/** A public address of Azure, where hosted runners of GitHub stand. */
export const azureAddress = (r: Random): string =>
  r.chance(0.4)
    ? `${r.pick(['20', '20', '4', '40'])}.${r.int(160, 250)}.${tail(r)}`
    : `${r.pick(['20.55', '20.102', '52.154', '4.227', '13.86', '40.84', '172.183', '52.234', '20.161', '104.45', '135.237', '48.217'])}.${tail(r)}`;

/** A public address of Google Cloud, where hosted runners of GitLab stand. */
export const googleAddress = (r: Random): string =>
  `${r.pick(['34.23', '34.74', '35.185', '35.231', '34.148', '104.196', '35.196', '34.139'])}.${tail(r)}`;

/** An address of a hosting provider. */
export const hostingAddress = (r: Random): string =>
  `${r.pick(['185.220', '45.155', '146.70', '193.32', '194.26', '89.248', '5.188', '37.19', '104.248', '167.99', '159.89', '95.179', '45.76', '51.15', '141.98', '178.62'])}.${tail(r)}`;

/** An address of a cloud proxy for the web traffic of companies. */
export const proxyAddress = (r: Random): string => `${r.pick(['165.225', '136.226', '147.161'])}.${tail(r)}`;
