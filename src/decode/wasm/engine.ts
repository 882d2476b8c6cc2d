import { readFileSync } from 'node:fs';

/** What the module built from `assembly/engine.ts` exports, where each function is described. */
export interface WasmEngine {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly DOCUMENT: Constant;
  readonly FIELDS: Constant;
  readonly FIELDS_END: Constant;
  readonly MAX_RANGES: Constant;
  readonly PADDING: Constant;
  readonly RANGES: Constant;
  readonly VALUES: Constant;
  readonly VALUES_END: Constant;
  readonly WORDS: Constant;
  readonly WORDS_END: Constant;
  setWords(count: number, firstDigit: number): void;
  startSearch(): void;
  search(available: number, complete: boolean): number;
  start(all: boolean): void;
  scan(available: number, complete: boolean): number;
  takeRanges(): number;
  depthBound(): number;
  readFields(start: number, end: number, values: number): number;
  initCrc(): void;
  startCrc(length: number): void;
  foldCrc(available: number): void;
  /** Signed. */
  finishCrc(): number;
  initInflate(): void;
  startInflate(at: number, size: number): void;
  inflate(wanted: number): number;
  inflateEnd(): number;
}

interface Constant {
  readonly value: number;
}

/** As much of the platform's WebAssembly as is used; Node's types do not have it. */
interface WebAssemblyPlatform {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/**
 * A new engine with memory of its own.
 * @param base the module that asks, in a folder beside that of the built file.
 * @returns undefined where there is none: nothing was built, or the processor or the flags of this Node rule it out.
 */
export function loadWasmEngine(base: string = import.meta.url): WasmEngine | undefined {
  const file = new URL(`${base.endsWith('.ts') ? '../../../dist/src/decode/wasm' : '.'}/engine.wasm`, base);
  try {
    const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyPlatform })
      .WebAssembly;
    const engine = new Instance(new Module(readFileSync(file))).exports as WasmEngine;
    engine.initCrc();
    engine.initInflate();
    return engine;
  } catch {
    return undefined;
  }
}
