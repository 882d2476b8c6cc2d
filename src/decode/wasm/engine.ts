import { readFileSync } from 'node:fs';
import { Unavailable } from './unavailable.js';

/**
 * What the module built from `assembly/engine.ts` exports. Each export is described where it is defined there.
 * Constants are read from the module, so that each number is written in one place only.
 */
export interface WasmEngine {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly DOCUMENT: Constant;
  readonly PADDING: Constant;
  readonly SLACK: Constant;
  readonly RANGES: Constant;

  readonly NEEDLES: Constant;
  readonly MAX_NEEDLES: Constant;
  readonly NEEDLE_BYTES: Constant;
  readonly NEEDLE_LENGTH: Constant;
  readonly NEEDLE_FIRST_PROBE: Constant;
  readonly NEEDLE_SECOND_PROBE: Constant;
  readonly NEEDLE_FINGERPRINT: Constant;
  readonly NEEDLE_TEXT: Constant;
  setNeedles(count: number, firstDigit: number): void;
  startSearch(): void;
  search(available: number, complete: boolean): number;

  readonly SCAN_MORE: Constant;
  readonly SCAN_REFUSED: Constant;
  readonly SCAN_FULL: Constant;
  start(all: boolean): void;
  scan(available: number, complete: boolean): number;
  takeRanges(): number;
  depthBound(): number;

  readonly FIELDS: Constant;
  readonly FIELD_BYTES: Constant;
  readonly FIELD_KEY_LENGTH: Constant;
  readonly FIELD_NEXT: Constant;
  readonly FIELD_VALUE: Constant;
  readonly FIELD_OBJECT: Constant;
  readonly FIELD_INTERN: Constant;
  readonly FIELD_KEY: Constant;
  readonly KEY_LENGTHS: Constant;
  readonly MAX_FIELDS: Constant;
  readonly MAX_KEY_LENGTH: Constant;
  readonly MAX_OBJECTS: Constant;
  readonly VALUES: Constant;
  readonly VALUE_BYTES: Constant;
  readonly MAX_VALUES: Constant;
  readonly KIND_NONE: Constant;
  readonly KIND_TEXT: Constant;
  readonly KIND_TRUE: Constant;
  readonly KIND_FALSE: Constant;
  readonly KIND_NULL: Constant;
  readonly KIND_OBJECT: Constant;
  readonly RECORD_READ: Constant;
  readonly TEXTS_RENUMBERED: Constant;
  readFields(start: number, end: number, values: number): number;
  internText(place: number): number;

  startCrc(length: number): void;
  foldCrc(available: number): void;
  /** Signed. */
  finishCrc(): number;

  startInflate(at: number, size: number): void;
  inflate(wanted: number): number;
  inflateEnd(): number;

  initialize(): void;
}

interface Constant {
  readonly value: number;
}

/** The part of the platform's WebAssembly that is used here. Node's types do not describe it. */
interface WebAssemblyPlatform {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
  validate(bytes: Uint8Array): boolean;
}

/** The smallest module that uses SIMD: one function, which splats a zero and drops it. */
// prettier-ignore
const SIMD_MODULE = Uint8Array.of(
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, // header
  0x01, 0x04, 0x01, 0x60, 0x00, 0x00,             // one type: () → ()
  0x03, 0x02, 0x01, 0x00,                         // one function of that type
  0x0a, 0x09, 0x01, 0x07, 0x00,                   // its code, without local variables
  0x41, 0x00, 0xfd, 0x0f, 0x1a, 0x0b,             // i32.const 0, i8x16.splat, drop, end
);

/**
 * A new engine with a memory of its own.
 * @param file the built module. Default: `engine.wasm` beside this module, or in `dist/` if this is a source file
 * @returns why there is none, if this machine, this Node or this installation does not allow one
 * @throws {Error} the module is there, and all it needs, and still it does not start: a defect of Trailspike
 */
export function loadWasmEngine(file: URL = builtModule(import.meta.url)): WasmEngine | Unavailable {
  const platform = (globalThis as { readonly WebAssembly?: WebAssemblyPlatform }).WebAssembly;
  if (platform === undefined) return new Unavailable('this Node runs without WebAssembly (--jitless)');
  if (!platform.validate(SIMD_MODULE))
    return new Unavailable('this processor or Node has no WebAssembly SIMD');
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    return new Unavailable(`${file.pathname} cannot be read`, { cause });
  }
  try {
    const engine = new platform.Instance(new platform.Module(bytes)).exports as WasmEngine;
    engine.initialize();
    return engine;
  } catch (cause) {
    if (cause instanceof RangeError) return new Unavailable('there is no memory for WebAssembly', { cause });
    throw new Error(`${file.pathname} does not start; TRAILSPIKE_DECODER=reference works without it`, {
      cause,
    });
  }
}

function builtModule(here: string): URL {
  return new URL(`${here.endsWith('.ts') ? '../../../dist/src/decode/wasm' : '.'}/engine.wasm`, here);
}
