/** A page has 2^16 hashes, which are 512 KiB. */
const PAGE_BITS = 16;
const PAGE_HASHES = 1 << PAGE_BITS;
const PAGE_MASK = PAGE_HASHES - 1;
/** Blocks hold 1, 2, 4 … 256 hashes. The largest block also fits an UltraLogLog with p = 11. */
const SIZE_CLASSES = 9;
export const MAX_BLOCK = 1 << (SIZE_CLASSES - 1);
/** The end of a free list. No block has this address. */
const NONE = 0xffff_ffff;

/**
 * Memory for many small sets of 64-bit hashes. An address counts hashes (8 bytes each) from the start, so 32 bits
 * address 32 GiB. Pages are never moved or freed. Released blocks are in one list for each size; the first word of a
 * block is the address of the next.
 */
export class HashArena {
  readonly #pages: Uint32Array[] = [];
  /** The same pages as bytes, for blocks that hold registers. */
  readonly #pageBytes: Uint8Array[] = [];
  #next = 0;
  readonly #free = new Uint32Array(SIZE_CLASSES).fill(NONE);

  get bytes(): number {
    return this.#pages.length * PAGE_HASHES * 8;
  }

  /** The page of `address`; the words of its block start at `wordOf(address)`. A block never crosses pages. */
  page(address: number): Uint32Array {
    return this.#pages[address >>> PAGE_BITS]!;
  }

  /** The page of `address` as bytes; the first byte of its block is at `wordOf(address) * 4`. */
  pageBytes(address: number): Uint8Array {
    return this.#pageBytes[address >>> PAGE_BITS]!;
  }

  /** A block for 2^sizeClass hashes, with undefined content. @returns its address */
  allocate(sizeClass: number): number {
    const free = this.#free[sizeClass]!;
    if (free !== NONE) {
      this.#free[sizeClass] = this.page(free)[wordOf(free)]!;
      return free;
    }
    const size = 1 << sizeClass;
    let left = this.#pages.length * PAGE_HASHES - this.#next;
    if (left < size) {
      // The rest of the page is cut into blocks, largest first, so that nothing is lost.
      for (let part = SIZE_CLASSES - 1; part >= 0; part--) {
        for (; left >= 1 << part; left -= 1 << part) {
          this.release(this.#next, part);
          this.#next += 1 << part;
        }
      }
      const page = new Uint32Array(PAGE_HASHES * 2);
      this.#pages.push(page);
      this.#pageBytes.push(new Uint8Array(page.buffer));
    }
    const address = this.#next;
    this.#next += size;
    return address;
  }

  release(address: number, sizeClass: number): void {
    this.page(address)[wordOf(address)] = this.#free[sizeClass]!;
    this.#free[sizeClass] = address;
  }
}

/** Index of the first 32-bit word of `address` on its page. */
export function wordOf(address: number): number {
  return (address & PAGE_MASK) << 1;
}

/** The smallest size class whose blocks hold `count` hashes. */
export function sizeClassOf(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}
