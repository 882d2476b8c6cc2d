import fc from 'fast-check';

/*
 * The compact protocol of Thrift, in which Parquet has its footer and the headers of its pages, as a list of parts:
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */

export type ThriftPart =
  /** Bytes that are kept as they are: headers of fields, ends of structures, doubles, single bytes. */
  | { readonly kind: 'raw'; readonly bytes: readonly number[] }
  /** A number, zigzag where the protocol has it so. */
  | { readonly kind: 'number'; readonly value: bigint; readonly zigzag: boolean }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'list'; readonly size: number; readonly type: number };

/** The parts of the structure that begins at an offset. @returns also the offset after it */
export function thriftParts(
  bytes: Uint8Array,
  start: number,
): { readonly parts: ThriftPart[]; readonly end: number } {
  const parts: ThriftPart[] = [];
  let at = start;
  const unsigned = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const value = (type: number): void => {
    if (type <= 3) parts.push({ kind: 'raw', bytes: [bytes[at++]!] });
    else if (type <= 6) {
      const number = unsigned();
      parts.push({ kind: 'number', value: (number >> 1n) ^ -(number & 1n), zigzag: true });
    } else if (type === 7) {
      parts.push({ kind: 'raw', bytes: [...bytes.subarray(at, at + 8)] });
      at += 8;
    } else if (type === 8) {
      const length = Number(unsigned());
      parts.push({ kind: 'text', bytes: bytes.subarray(at, at + length) });
      at += length;
    } else if (type === 9 || type === 10) {
      const header = bytes[at++]!;
      const size = header >> 4 === 15 ? Number(unsigned()) : header >> 4;
      parts.push({ kind: 'list', size, type: header & 15 });
      for (let n = 0; n < size; n++) value(header & 15);
    } else if (type === 12) struct();
    else throw new RangeError(`type ${type}`);
  };
  const struct = (): void => {
    for (;;) {
      const field = bytes[at++]!;
      const head = [field];
      if (field !== 0 && field >> 4 === 0) {
        do head.push(bytes[at]!);
        while (bytes[at++]! >= 0x80);
      }
      parts.push({ kind: 'raw', bytes: head });
      if (field === 0) return;
      const type = field & 15;
      if (type > 2) value(type);
    }
  };
  struct();
  return { parts, end: at };
}

export function thriftBytes(parts: readonly ThriftPart[]): Buffer {
  const out: number[] = [];
  const unsigned = (value: bigint): void => {
    let left = BigInt.asUintN(64, value);
    for (; left >= 0x80n; left >>= 7n) out.push(Number(left & 0x7fn) | 0x80);
    out.push(Number(left));
  };
  for (const part of parts) {
    if (part.kind === 'raw') out.push(...part.bytes);
    else if (part.kind === 'number')
      unsigned(part.zigzag ? (part.value << 1n) ^ (part.value >> 63n) : part.value);
    else if (part.kind === 'text') {
      unsigned(BigInt(part.bytes.length));
      out.push(...part.bytes);
    } else {
      out.push((Math.min(part.size, 15) << 4) | part.type);
      if (part.size >= 15) unsigned(BigInt(part.size));
    }
  }
  return Buffer.from(out);
}

const HOSTILE_NUMBERS = [0n, 1n, -1n, 2n, 5n, 7n, 8n, 64n, 255n, 65536n].concat([
  2n ** 20n,
  2n ** 22n,
  2n ** 24n,
  2n ** 31n - 1n,
  2n ** 31n,
  -(2n ** 31n),
  2n ** 32n,
  2n ** 53n,
  2n ** 63n - 1n,
  -(2n ** 63n),
]);

type Edit = 'number' | 'near' | 'size' | 'text' | 'drop' | 'repeat' | 'swap';

export const thriftChanges = fc.record({
  edit: fc.constantFrom<Edit[]>(
    'number',
    'number',
    'number',
    'near',
    'near',
    'size',
    'text',
    'drop',
    'repeat',
    'swap',
  ),
  at: fc.nat(),
  other: fc.nat(),
  count: fc.integer({ min: 1, max: 8 }),
  number: fc.constantFrom(...HOSTILE_NUMBERS),
});
export type ThriftChange = typeof thriftChanges extends fc.Arbitrary<infer Change> ? Change : never;

export function changedThrift(parts: readonly ThriftPart[], change: ThriftChange): readonly ThriftPart[] {
  const { edit, other, count, number } = change;
  const wanted = { number: 'number', near: 'number', size: 'list', text: 'text' } as const;
  const kind = edit in wanted ? wanted[edit as keyof typeof wanted] : undefined;
  const places = parts.flatMap((part, index) => (kind === undefined || part.kind === kind ? [index] : []));
  if (places.length === 0) return parts;
  const at = places[change.at % places.length]!;
  const part = parts[at]!;
  const end = Math.min(parts.length, at + count);
  switch (edit) {
    case 'number':
      return part.kind === 'number' ? parts.with(at, { ...part, value: number }) : parts;
    case 'near':
      return part.kind === 'number'
        ? parts.with(at, { ...part, value: part.value + BigInt((other % 9) - 4) })
        : parts;
    case 'size':
      return part.kind === 'list'
        ? parts.with(at, {
            ...part,
            size: Number(BigInt.asUintN(31, number)),
            type: other % 3 === 0 ? other % 13 : part.type,
          })
        : parts;
    case 'text':
      return parts.with(at, { kind: 'text', bytes: TEXTS[other % TEXTS.length]! });
    case 'drop':
      return [...parts.slice(0, at), ...parts.slice(end)];
    case 'repeat':
      return [...parts.slice(0, end), ...parts.slice(at)];
    case 'swap': {
      const from = other % parts.length;
      return parts.with(at, parts[from]!).with(from, part);
    }
  }
}

const TEXTS = [
  '',
  '__proto__',
  'constructor',
  'eventName',
  'eventname',
  'key',
  'a.b',
  '\xff\xfe',
  'x'.repeat(5000),
].map((text) => Buffer.from(text, 'latin1'));
