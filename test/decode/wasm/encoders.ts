import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that writes gzip files, other than zlib. */
export interface Encoder {
  readonly name: string;
  /** The Debian package that has it. */
  readonly debianPackage: string;
  /** Arguments of each of its levels and modes. */
  readonly modes: readonly (readonly string[])[];
  /** Content above this size (bytes) takes too long for a test. */
  readonly most: number;
}

const levels = (from: number, to: number): string[][] =>
  Array.from({ length: to - from + 1 }, (_, n) => [`-${from + n}`]);

export const ENCODERS: readonly Encoder[] = [
  { name: 'libdeflate-gzip', debianPackage: 'libdeflate-tools', modes: levels(1, 12), most: Infinity },
  { name: 'zopfli', debianPackage: 'zopfli', modes: [['--i1'], ['--i5']], most: 200_000 },
  {
    name: 'pigz',
    debianPackage: 'pigz',
    modes: [
      ...levels(0, 9),
      ['-6', '--huffman'],
      ['-6', '--rle'],
      ['-6', '--rsyncable'],
      ['-9', '--independent', '--blocksize', '128'],
    ],
    most: Infinity,
  },
  // pigz with the compressor of zopfli.
  { name: 'pigz', debianPackage: 'pigz', modes: [['-11', '--iterations', '2']], most: 200_000 },
  { name: 'igzip', debianPackage: 'isal', modes: levels(0, 3), most: Infinity },
];

export function isInstalled({ name }: Encoder): boolean {
  return spawnSync(name, ['-h']).error === undefined;
}

/** The content as one gzip file. Throws if the program fails. */
export function encode({ name }: Encoder, mode: readonly string[], content: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'encoder-'));
  try {
    const file = join(folder, 'content');
    writeFileSync(file, content);
    const { status, stdout, stderr, error } = spawnSync(name, [...mode, '-c', file], {
      maxBuffer: 2 * content.length + 2 ** 20,
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`${name} ${mode.join(' ')}: ${stderr.toString()}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
