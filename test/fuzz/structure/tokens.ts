import fc from 'fast-check';
import { ByteReader, ByteWriter } from '../../../src/base/codec.js';

/** One value of a binary file, as its reader takes it. */
export type Token =
  | { readonly kind: 'u8' | 'u16' | 'u32' | 'varint'; readonly value: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const NUMBERS = ['u8', 'u16', 'u32', 'varint'] as const;

/** The values that a `ByteReader` takes while something whole is read: what it reads is the structure of the file. */
export function tokensOf(read: () => void): Token[] {
  const tokens: Token[] = [];
  const prototype = ByteReader.prototype;
  const own = Object.getOwnPropertyDescriptors(prototype);
  let depth = 0;
  for (const kind of NUMBERS) {
    prototype[kind] = function (this: ByteReader): number {
      depth++;
      const value = (own[kind].value as (this: ByteReader) => number).call(this);
      if (--depth === 0) tokens.push({ kind, value });
      return value;
    };
  }
  prototype.bytes = function (this: ByteReader, length: number): Uint8Array {
    const taken = (own.bytes.value as (this: ByteReader, length: number) => Uint8Array).call(this, length);
    tokens.push({ kind: 'bytes', bytes: taken });
    return taken;
  };
  try {
    read();
  } finally {
    Object.defineProperties(prototype, own);
  }
  return tokens;
}

export function bytesOf(tokens: readonly Token[]): Uint8Array {
  const writer = new ByteWriter();
  for (const token of tokens) {
    if (token.kind === 'bytes') writer.bytes(token.bytes);
    else if (token.kind === 'varint')
      writer.varint(Math.min(Math.max(0, Math.floor(token.value)), Number.MAX_SAFE_INTEGER));
    else writer[token.kind](token.value);
  }
  return writer.finish();
}

/** Numbers at which something changes, and counts that no file of its size can have. */
const HOSTILE_NUMBERS = [0, 1, 2, 63, 64, 127, 128, 255, 256, 257, 0xfffe, 0xffff, 0x10000].concat([
  0x7fff_ffff,
  0x8000_0000,
  0xffff_fffe,
  0xffff_ffff,
  2 ** 40,
  2 ** 53 - 1,
]);

type Edit = 'number' | 'next' | 'before' | 'flip' | 'cut' | 'repeat' | 'drop' | 'swap' | 'splice';

interface Change {
  readonly edit: Edit;
  readonly at: number;
  readonly other: number;
  readonly count: number;
  readonly number: number;
}

const changes: fc.Arbitrary<Change> = fc.record({
  edit: fc.constantFrom<Edit[]>(
    ...(['number', 'number', 'next', 'before', 'flip', 'cut', 'repeat', 'drop', 'swap', 'splice'] as const),
  ),
  at: fc.nat(),
  other: fc.nat(),
  count: fc.integer({ min: 1, max: 12 }),
  number: fc.constantFrom(...HOSTILE_NUMBERS),
});

/** Files of tokens with up to five changes of them. None leaves a file as it is. */
export function tokensLike(files: readonly (readonly Token[])[]): fc.Arbitrary<readonly Token[]> {
  return fc
    .tuple(fc.nat(files.length - 1), fc.nat(files.length - 1), fc.array(changes, { maxLength: 5 }))
    .map(([index, donor, list]) =>
      list.reduce((tokens, change) => changed(tokens, change, files[donor]!), files[index]!),
    );
}

function changed(tokens: readonly Token[], change: Change, donor: readonly Token[]): readonly Token[] {
  if (tokens.length === 0) return tokens;
  const at = change.at % tokens.length;
  const target = tokens[at]!;
  const end = Math.min(tokens.length, at + change.count);
  const withAt = (...others: readonly Token[]): Token[] => [
    ...tokens.slice(0, at),
    ...others,
    ...tokens.slice(at + 1),
  ];
  switch (change.edit) {
    case 'number':
    case 'next':
    case 'before': {
      if (target.kind === 'bytes') return withAt({ kind: 'varint', value: change.number });
      const by = change.edit === 'next' ? target.value + 1 : target.value - 1;
      return withAt({ ...target, value: change.edit === 'number' ? change.number : by });
    }
    case 'flip': {
      if (target.kind !== 'bytes' || target.bytes.length === 0)
        return withAt({ kind: 'u8', value: change.number });
      const bytes = Uint8Array.from(target.bytes);
      bytes[change.other % bytes.length]! ^= 1 << (change.count % 8);
      return withAt({ kind: 'bytes', bytes });
    }
    case 'cut':
      return tokens.slice(0, at);
    case 'repeat':
      return [...tokens.slice(0, end), ...tokens.slice(at)];
    case 'drop':
      return [...tokens.slice(0, at), ...tokens.slice(end)];
    case 'swap': {
      const other = change.other % tokens.length;
      return tokens.map((token, index) => (index === at ? tokens[other]! : index === other ? target : token));
    }
    case 'splice':
      return [...tokens.slice(0, at), ...donor.slice(change.other % Math.max(1, donor.length))];
  }
}
