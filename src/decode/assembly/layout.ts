/*
 * Where everything lies in the memory, in bytes. All of it is fixed: nothing is ever allocated.
 */

/** Search words, one after the other: see `search.ts`. */
export const WORDS: usize = 4096;
export const WORDS_END: usize = 8192;
/** Tables of the checksum: 8 of 256 words of 32 bits. */
export const CRC_TABLES: usize = 8192;
/** The 300 blocks that the checksum has folded last, then room for as many bytes as it folds at a time. */
export const CRC_HISTORY: usize = 16384;
export const CRC_HISTORY_END: usize = 49152;
/** Ranges found: pairs of 32-bit offsets into the document. */
export const RANGES: usize = 49152;
export const MAX_RANGES: i32 = 8192;
/** The document. What usually stands before the first record is 12 bytes, which puts that record on a cache line. */
export const DOCUMENT: usize = 131072 - 12;
/** Bytes behind the document that are read, and must be zero when it is complete. */
export const PADDING: i32 = 512;
