/* Bytes that mean something in JSON, and the space between them. */
export const QUOTE: u8 = 0x22;
export const COMMA: u8 = 0x2c;
export const COLON: u8 = 0x3a;
export const OPEN_ARRAY: u8 = 0x5b;
export const BACKSLASH: u8 = 0x5c;
export const CLOSE_ARRAY: u8 = 0x5d;
export const OPEN: u8 = 0x7b;
export const CLOSE: u8 = 0x7d;

/** Past the end stand zeros, which are no space. */
export function skipSpace(p: usize): usize {
  while (isSpace(load<u8>(p))) p++;
  return p;
}

export function isSpace(byte: u8): bool {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
