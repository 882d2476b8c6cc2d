import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { loadWasmEngine } from '../../../src/decode/wasm/engine.js';
import { FastPathDecoder } from '../../../src/decode/wasm/fast-path-decoder.js';
import { Unavailable } from '../../../src/decode/wasm/unavailable.js';
import { temporaryFolder } from '../../support/temporary.js';

afterEach(() => void vi.unstubAllGlobals());

function reason(created: unknown): string {
  expect(created).toBeInstanceOf(Unavailable);
  return (created as Unavailable).message;
}

test('is there, and each engine has a memory of its own', () => {
  const [one, other] = [loadWasmEngine(), loadWasmEngine()];
  if (one instanceof Unavailable || other instanceof Unavailable) throw new Error('there is none');
  expect(one.memory.buffer).not.toBe(other.memory.buffer);
});

test('a Node without WebAssembly is a reason', () => {
  vi.stubGlobal('WebAssembly', undefined);
  expect(reason(FastPathDecoder.create())).toMatch(/without WebAssembly/);
});

test('such a Node still finds the reason, not a failure', () => {
  const script = `import('./dist/src/decode/wasm/engine.js').then(({ loadWasmEngine }) =>
    console.log(loadWasmEngine().message))`;
  const printed = execFileSync(process.execPath, ['--jitless', '-e', script], { encoding: 'utf8' });
  expect(printed).toMatch(/without WebAssembly/);
});

test('no SIMD is a reason', () => {
  vi.stubGlobal('WebAssembly', { ...platform(), validate: () => false });
  expect(reason(FastPathDecoder.create())).toMatch(/no WebAssembly SIMD/);
});

test('no memory is a reason', () => {
  const Instance = function (): never {
    throw new RangeError('could not allocate memory');
  };
  vi.stubGlobal('WebAssembly', { ...platform(), Instance });
  expect(reason(FastPathDecoder.create())).toMatch(/no memory/);
});

test('a module that was not built is a reason, with the error behind it', () => {
  const missing = loadWasmEngine(pathToFileURL('/nowhere/engine.wasm'));
  expect(reason(missing)).toMatch('/nowhere/engine.wasm cannot be read');
  expect((missing as Unavailable).cause).toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['damaged', Buffer.from('no module')],
  // A valid module that exports nothing.
  ['another one', Buffer.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
])('a module that is %s is a defect, and thrown', (_, bytes) => {
  const file = join(temporaryFolder(), 'engine.wasm');
  writeFileSync(file, bytes);
  expect(() => loadWasmEngine(pathToFileURL(file))).toThrow(/does not start; TRAILSPIKE_DECODER=reference/);
});

/** What `loadWasmEngine` uses of WebAssembly. */
function platform(): Record<string, unknown> {
  const { Module, Instance, validate } = (globalThis as unknown as { WebAssembly: Record<string, unknown> })
    .WebAssembly;
  return { Module, Instance, validate };
}
