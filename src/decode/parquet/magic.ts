const MAGIC = [0x50, 0x41, 0x52, 0x31];
/** Of a file whose footer is encrypted. */
const ENCRYPTED = 0x45;

/** Whether an object is a Parquet file, by its first four bytes: `PAR1`, or `PARE` with an encrypted footer. */
export function isParquet(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, at) => bytes[at] === byte) || isEncrypted(bytes);
}

/** Whether the footer of a Parquet file is encrypted. */
export function isEncrypted(bytes: Uint8Array): boolean {
  return MAGIC.slice(0, 3).every((byte, at) => bytes[at] === byte) && bytes[3] === ENCRYPTED;
}
