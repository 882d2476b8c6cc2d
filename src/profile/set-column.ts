import type { ByteReader, ByteWriter } from '../base/codec.js';
import type { Distinct } from '../sketch/distinct.js';
import {
  countRegisters,
  EXACT_LIMIT,
  findHash,
  insertHash,
  PRECISION,
  turnIntoRegisters,
} from '../sketch/distinct-block.js';
import { areRegisters, insert, mergeInto } from '../sketch/ultraloglog.js';
import { sizeClassOf, wordOf, type HashArena } from './hash-arena.js';
import { grown, grownCapacity } from './key-table.js';

/** In place of the number of hashes: the block has registers. */
const REGISTERS = 0xffff;
const REGISTER_BYTES = 1 << PRECISION;
const FULL_BLOCK = sizeClassOf(EXACT_LIMIT);

/**
 * A column of sets with the design of `sketch/distinct.ts`, one in each row. A row takes six bytes, and a block of
 * the arena when the set is not empty. The number of hashes decides the size of the block.
 */
export class SetColumn {
  readonly #arena: HashArena;
  #address = new Uint32Array(0);
  #count = new Uint16Array(0);
  #sketches = 0;

  constructor(arena: HashArena) {
    this.#arena = arena;
  }

  get bytes(): number {
    return this.#address.byteLength + this.#count.byteLength;
  }

  /** Rows whose set is no longer exact. */
  get sketches(): number {
    return this.#sketches;
  }

  /** Makes room for rows 0 to `rows` - 1. */
  reserve(rows: number): void {
    if (rows <= this.#count.length) return;
    const capacity = grownCapacity(rows);
    this.#address = grown(this.#address, capacity);
    this.#count = grown(this.#count, capacity);
  }

  add(row: number, hi: number, lo: number): void {
    const count = this.#count[row]!;
    if (count === REGISTERS) {
      const address = this.#address[row]!;
      insert(this.#arena.pageBytes(address), PRECISION, hi, lo, wordOf(address) * 4);
      return;
    }
    if (count === 0) {
      const address = this.#arena.allocate(0);
      insertHash(this.#arena.page(address), wordOf(address), 0, 0, hi, lo);
      this.#address[row] = address;
      this.#count[row] = 1;
      return;
    }
    const address = this.#address[row]!;
    const index = findHash(this.#arena.page(address), wordOf(address), count, hi, lo);
    if (index >= 0) return;
    if (count === EXACT_LIMIT) {
      this.#toRegisters(row);
      this.add(row, hi, lo);
      return;
    }
    const room = this.#room(row, count, count + 1);
    insertHash(this.#arena.page(room), wordOf(room), count, ~index, hi, lo);
    this.#count[row] = count + 1;
  }

  isExact(row: number): boolean {
    return this.#count[row] !== REGISTERS;
  }

  isEmpty(row: number): boolean {
    return this.#count[row] === 0;
  }

  /** Whether an exact set has a hash; false for a sketch. */
  has(row: number, hi: number, lo: number): boolean {
    const count = this.#count[row]!;
    if (count === 0 || count === REGISTERS) return false;
    const address = this.#address[row]!;
    return findHash(this.#arena.page(address), wordOf(address), count, hi, lo) >= 0;
  }

  /** How many distinct hashes the set has, a whole number. */
  count(row: number): number {
    const count = this.#count[row]!;
    if (count !== REGISTERS) return count;
    const address = this.#address[row]!;
    return countRegisters(this.#arena.pageBytes(address), wordOf(address) * 4);
  }

  /** The same for many rows. */
  countsOf(rows: Uint32Array): Uint32Array {
    const counts = new Uint32Array(rows.length);
    for (let at = 0; at < rows.length; at++) counts[at] = this.count(rows[at]!);
    return counts;
  }

  /** Joins the row's set into `target`. */
  addTo(row: number, target: Distinct): void {
    const count = this.#count[row]!;
    const address = this.#address[row]!;
    if (count === REGISTERS) target.mergeRegisters(this.#registers(address));
    else if (count > 0) target.mergeHashes(this.#arena.page(address), wordOf(address), count);
  }

  /** Calls `each` with every hash of an exact set, ascending; never for a sketch. */
  forEach(row: number, each: (hi: number, lo: number) => void): void {
    const count = this.#count[row]!;
    if (count === 0 || count === REGISTERS) return;
    const address = this.#address[row]!;
    const page = this.#arena.page(address);
    const start = wordOf(address);
    for (let at = start; at < start + count * 2; at += 2) each(page[at]!, page[at + 1]!);
  }

  /** Writes the row's set: the number of hashes and the hashes, or 65,535 and the registers. */
  write(row: number, writer: ByteWriter): void {
    const count = this.#count[row]!;
    writer.u16(count);
    if (count === REGISTERS) {
      writer.bytes(this.#registers(this.#address[row]!));
      return;
    }
    this.forEach(row, (hi, lo) => {
      writer.u32(hi);
      writer.u32(lo);
    });
  }

  /** Reads what `write` wrote and joins it into the row's set. */
  mergeFrom(row: number, reader: ByteReader): void {
    const count = reader.u16();
    if (count === REGISTERS) {
      const registers = reader.bytes(REGISTER_BYTES);
      if (!areRegisters(registers, PRECISION)) reader.fail('has an impossible register');
      if (this.#count[row] !== REGISTERS) this.#toRegisters(row);
      const address = this.#address[row]!;
      mergeInto(this.#arena.pageBytes(address), registers, wordOf(address) * 4);
      return;
    }
    if (count > EXACT_LIMIT) reader.fail(`has a set of ${count} hashes, more than ${EXACT_LIMIT}`);
    for (let n = 0; n < count; n++) {
      const hi = reader.u32();
      this.add(row, hi, reader.u32());
    }
  }

  #registers(address: number): Uint8Array {
    const start = wordOf(address) * 4;
    return this.#arena.pageBytes(address).subarray(start, start + REGISTER_BYTES);
  }

  /** Makes room for `wanted` hashes, in the row's block or in a larger one that replaces it. @returns its address */
  #room(row: number, count: number, wanted: number): number {
    const address = this.#address[row]!;
    const have = sizeClassOf(count);
    const need = sizeClassOf(wanted);
    if (count > 0 && have === need) return address;
    const larger = this.#arena.allocate(need);
    if (count > 0) {
      const from = wordOf(address);
      this.#arena
        .page(larger)
        .set(this.#arena.page(address).subarray(from, from + count * 2), wordOf(larger));
      this.#arena.release(address, have);
    }
    this.#address[row] = larger;
    return larger;
  }

  #toRegisters(row: number): void {
    const count = this.#count[row]!;
    const address =
      sizeClassOf(count) === FULL_BLOCK ? this.#address[row]! : this.#room(row, count, EXACT_LIMIT);
    turnIntoRegisters(this.#arena.page(address), wordOf(address), count);
    this.#count[row] = REGISTERS;
    this.#sketches++;
  }
}
