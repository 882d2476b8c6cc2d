import { textWord, mix32 } from '../../../../../src/simulate/random.js';

/** First octets and ranges of second octets that EC2 has in a region: a small part of what AWS publishes. */
const EC2: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  'us-east-1': [[3, 80, 95], [18, 204, 215], [34, 192, 207], [44, 192, 223], [52, 0, 7], [54, 80, 91], [100, 24, 31]],
  'us-east-2': [[3, 12, 23], [18, 116, 119], [18, 188, 191], [52, 14, 15]],
  'us-west-2': [[34, 208, 223], [35, 80, 95], [44, 224, 255], [52, 32, 43], [54, 184, 191]],
  'eu-west-1': [[3, 248, 255], [34, 240, 255], [52, 16, 19], [52, 208, 215], [54, 72, 78], [63, 32, 35]],
  'eu-central-1': [[3, 64, 79], [18, 156, 159], [18, 192, 199], [35, 156, 159], [52, 28, 29]],
  'eu-north-1': [[13, 48, 53], [16, 16, 16], [51, 20, 21]],
  'ap-southeast-1': [[13, 212, 215], [18, 136, 143], [52, 74, 77], [54, 251, 255]],
  'ap-southeast-2': [[3, 24, 27], [13, 54, 55], [52, 62, 65], [54, 252, 253]],
  'ap-northeast-1': [[3, 112, 115], [13, 112, 115], [18, 176, 183], [52, 192, 199]],
  'sa-east-1': [[15, 228, 229], [18, 228, 231], [54, 232, 233]],
  'ca-central-1': [[3, 96, 99], [15, 222, 223], [35, 182, 183], [52, 60, 60]],
}; // prettier-ignore

/** Ranges of clouds in which hosted CI runs. */
const AZURE = [[4, 148, 250], [13, 64, 107], [20, 0, 255], [40, 64, 127], [52, 136, 191], [172, 160, 191]] as const; // prettier-ignore
const GOOGLE = [
  [34, 23, 148],
  [35, 184, 247],
  [104, 196, 199],
] as const;

type Ranges = readonly (readonly [number, number, number])[];

/** The address that a 32-bit number stands for in some ranges. */
function addressIn(ranges: Ranges, n: number): string {
  const a = mix32(n, 0x51ed);
  const b = mix32(n, 0x7c11);
  const [first, low, high] = ranges[a % ranges.length]!;
  return `${first}.${low + ((a >>> 8) % (high - low + 1))}.${b & 255}.${1 + ((b >>> 8) % 254)}`;
}

/** A public address of EC2 or Lambda in a region. */
export function ec2Address(region: string, n: number): string {
  return addressIn(EC2[region] ?? EC2['us-east-1']!, n);
}

export function azureAddress(n: number): string {
  return addressIn(AZURE, n);
}

export function googleAddress(n: number): string {
  return addressIn(GOOGLE, n);
}

/** A 32-bit number from a text and a number. */
export function numberOf(word: string, n: number): number {
  return mix32(textWord(word), n);
}
