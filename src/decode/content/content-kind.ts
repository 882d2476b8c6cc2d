/** Bytes at the start of a content that say what it is. */
const HEAD = 4096;

/** The first bytes of files that are no text, and what they are. The sources are the formats' own documents. */
const MAGIC: readonly (readonly [hex: string, what: string])[] = [
  ['00051607', 'what macOS leaves beside a file (AppleDouble)'],
  ['504b0304', 'a zip archive: unpack it first'],
  ['504b0506', 'an empty zip archive'],
  ['50415231', 'a Parquet file'],
  ['4f626a01', 'an Avro file'],
  ['4f5243', 'an ORC file'],
  ['425a68', 'compressed with bzip2, which is not read here: decompress it first'],
  ['fd377a585a00', 'compressed with xz, which is not read here: decompress it first'],
  ['04224d18', 'compressed with lz4, which is not read here: decompress it first'],
  ['ff060000734e61507059', 'compressed with Snappy, which is not read here: decompress it first'],
  ['377abcaf271c', 'a 7z archive: unpack it first'],
  ['89504e47', 'a picture'],
  ['25504446', 'a PDF document'],
  ['7f454c46', 'a program'],
  ['53514c69746520666f726d617420', 'an SQLite database'],
];

/** How texts of other kinds begin, and what they are. */
const TEXTS: readonly (readonly [start: RegExp, what: string])[] = [
  [/^\s*<\?xml|^\s*<[A-Za-z]+[^>]*xmlns/, 'an XML document, perhaps the answer of a server'],
  [/^\s*<(?:!doctype )?html/i, 'an HTML page, perhaps the answer of a server'],
  [/^#Version: \d/m, 'an access log of CloudFront'],
  [/^version account-id interface-id|^\d+ \d{12} eni-[0-9a-f]+ /, 'a VPC flow log'],
  [/^(?:https?|h2|wss?|grpcs?) \d{4}-\d\d-\d\dT\S+ app\//, 'an access log of an Application Load Balancer'],
  [/^tls \S+ \d{4}-\d\d-\d\dT\S+ net\//, 'an access log of a Network Load Balancer'],
  [/^\d{4}-\d\d-\d\dT\S+Z \S+ \d+\.\d+\.\d+\.\d+:\d+ /, 'an access log of a Classic Load Balancer'],
  [/^[0-9a-f]{64} \S+ \[\d\d\/[A-Z][a-z]{2}\/\d{4}:/, 'an access log of S3'],
  [/^-----BEGIN /, 'a certificate or key'],
  [/^\s*#|^\s*\/\//, 'a text with comments'],
];

/** What JSON documents of AWS and others are, by a name in them. */
const DOCUMENTS: readonly (readonly [name: string, what: string])[] = [
  ['"digestStartTime"', 'a digest of CloudTrail, which has no records'],
  ['"configurationItems"', 'a snapshot or history of AWS Config'],
  ['"configSnapshotId"', 'a snapshot or history of AWS Config'],
  ['"insightDetails"', 'CloudTrail Insights, which has no API events'],
  ['"webaclId"', 'a log of AWS WAF'],
  ['"schemaVersion"', 'a finding of GuardDuty or another service'],
  ['"query_timestamp"', 'a query log of Route 53 Resolver'],
  ['"activity_id"', 'OCSF'],
  ['"class_uid"', 'OCSF'],
];

/**
 * What a content looks like in which no record of CloudTrail was found, in a few words; undefined if that cannot be
 * said.
 */
export function contentKind(content: Buffer): string | undefined {
  const binary = binaryKind(content);
  if (binary !== undefined) return binary;
  const head = content.toString('latin1', 0, HEAD);
  for (const [start, what] of TEXTS) if (start.test(head)) return what;
  if (/^\s*[[{]/.test(head)) {
    for (const [name, what] of DOCUMENTS) if (head.includes(name)) return what;
    return undefined;
  }
  const [line = ''] = head.split(/\r?\n/, 1);
  if (/^"?[\w .-]+"?(?:[,;\t]"?[\w .-]+"?){2,}$/.test(line))
    return 'a table (CSV) without the columns of CloudTrail';
  return undefined;
}

function binaryKind(content: Buffer): string | undefined {
  for (const [hex, what] of MAGIC)
    if (content.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'))) return what;
  if (content.toString('latin1', 257, 262) === 'ustar') return 'a tar archive: unpack it first';
  const start = content.subarray(0, HEAD);
  return start.some((byte) => byte < 0x09) ? 'binary data' : undefined;
}

const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const APPLE_DOUBLE = Buffer.from('00051607', 'hex');

/** Whether a content is an AppleDouble file: what macOS writes as `._NAME` beside NAME on other file systems. */
export function isAppleDouble(content: Buffer): boolean {
  return content.subarray(0, APPLE_DOUBLE.length).equals(APPLE_DOUBLE);
}

/** Whether a content can be JSON, by its first character. Nothing but white space is. */
export function mayBeJson(content: Buffer): boolean {
  const at = startOfText(content);
  if (at === content.length) return true;
  return /^(?:[[{"]|-?\d|true\b|false\b|null\b)/.test(content.toString('latin1', at, at + 8));
}

/** Whether there is nothing but white space. */
export function isBlank(content: Buffer): boolean {
  return startOfText(content) === content.length;
}

/** Offset of the first byte behind a byte order mark, whole or cut off, and white space. */
export function startOfText(content: Buffer): number {
  const mark = content.subarray(0, BYTE_ORDER_MARK.length);
  let at = mark.equals(BYTE_ORDER_MARK.subarray(0, mark.length)) ? mark.length : 0;
  while (at < content.length && isSpace(content[at]!)) at++;
  return at;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
