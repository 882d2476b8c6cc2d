import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { ownsFile, type OutputFormat, type OutputRun } from '../../src/output/formats/output-format.js';
import { OUTPUT_FORMATS, type OutputFormatName } from '../../src/output/formats/registry.js';
import { writeOutputs } from '../../src/output/write-outputs.js';
import { temporaryFolder } from '../support/temporary.js';
import { emptyRun, HOSTILE_CASES, madeRun, runNamed } from './made-run.js';

type RegisteredFormat = OutputFormat & { readonly name: OutputFormatName };
type Files = Readonly<Record<string, Buffer>>;

function filesIn(folder: string): Files {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
}

/** Writes one format into a folder. @returns what the folder holds then */
async function write(name: OutputFormatName, run: OutputRun, out = temporaryFolder()): Promise<Files> {
  await writeOutputs(run, out, { formats: [name], args: ['scan', 'trail'] });
  return filesIn(out);
}

/** Fails when the bytes are not UTF-8. */
const textOf = (bytes: Buffer): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** What is in each file as text: the rows of a Parquet file as JSON; a CSV file without the returns that end its lines. */
async function textsOf(files: Files): Promise<[name: string, text: string][]> {
  return Promise.all(
    Object.entries(files).map(async ([name, bytes]) => {
      if (!name.endsWith('.parquet')) return [name, textOf(bytes).replaceAll('\r\n', '\n')];
      const { buffer, byteOffset, byteLength } = bytes;
      const rows = await parquetReadObjects({
        file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer,
      });
      const plain = (_: string, value: unknown): unknown =>
        typeof value === 'bigint' ? Number(value) : value;
      return [name, rows.map((row) => `${JSON.stringify(row, plain)}\n`).join('')];
    }),
  );
}

async function linesOf(files: Files): Promise<Record<string, number>> {
  return Object.fromEntries((await textsOf(files)).map(([name, text]) => [name, text.split('\n').length]));
}

/** Cells that a spreadsheet would take for formulas, whichever separator it is set to. */
function formulasIn(csv: string): string[] {
  return [',', ';', '\t', '|'].flatMap((separator) =>
    csv
      .split(/\r?\n/)
      .flatMap((line) => line.split(separator))
      .map((cell) => cell.trimStart().replace(/^"+/, '').trimStart())
      .filter((cell) => /^[=+\-@＝＋－＠]/.test(cell)),
  );
}

/** Tags of a page in their order, with what they carry. */
function tagsIn(html: string): string[] {
  return html.match(/<[^>]*>/g) ?? [];
}

/** What every output format must do. */
export function describeFormat(format: RegisteredFormat): void {
  const { name, files: stated } = format;
  const fixed = stated.filter((pattern) => !pattern.includes('*'));

  describe(`the output format ${name}`, () => {
    test('has a name for the command line and a description of one line', () => {
      expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(format.description).toMatch(/^[^\n]{10,80}$/);
    });

    test('owns at least one file name, and none that another format owns', () => {
      expect(stated.length).toBeGreaterThan(0);
      for (const pattern of stated) {
        expect(pattern).toMatch(/^[^/*]+(?:\*[^/*]*)?$/);
        const example = pattern.replace('*', 'x');
        expect(OUTPUT_FORMATS.filter((one) => ownsFile(one, example)).map((one) => one.name)).toEqual([name]);
      }
    });

    test.each([
      ['a run', madeRun],
      ['a run that read nothing', emptyRun],
    ])('writes exactly the files that it states: %s', async (_, make) => {
      const names = Object.keys(await write(name, make()));
      expect(names.filter((file) => !ownsFile(format, file))).toEqual([]);
      expect(names).toEqual(expect.arrayContaining(fixed));
    });

    test('writes something of a run', async () => {
      const files = Object.values(await write(name, madeRun()));
      expect(files.filter((bytes) => bytes.length > 0)).not.toEqual([]);
    });

    test('writes the same bytes again, into the same folder too', async () => {
      const run = madeRun();
      const out = temporaryFolder();
      const first = await write(name, run, out);
      expect(await write(name, run, out)).toEqual(first);
      expect(await write(name, run)).toEqual(first);
    });

    test.each(HOSTILE_CASES)('keeps a hostile name in its place: %j', async (_, text) => {
      const files = await write(name, runNamed(text));
      // No control character, and no line that a harmless name does not have.
      const others = await write(name, runNamed('harmless'));
      const harmless = new Map(await textsOf(others));
      expect(await linesOf(files)).toEqual(await linesOf(others));
      for (const [file, content] of await textsOf(files)) {
        // eslint-disable-next-line no-control-regex -- the test looks for them
        expect(/[\u0000-\u0009\u000b-\u001f]/.exec(content)?.index, file).toBe(undefined);
        if (file.endsWith('.json')) JSON.parse(content);
        if (file.endsWith('.ndjson')) for (const line of content.trimEnd().split('\n')) JSON.parse(line);
        if (file.endsWith('.html')) expect(tagsIn(content)).toEqual(tagsIn(harmless.get(file)!));
        if (file.endsWith('.csv')) expect(formulasIn(content)).toEqual([]);
      }
    });

    test('leaves no file behind when it is no longer asked for', async () => {
      const out = temporaryFolder();
      const mine = { 'notes.txt': 'mine', [`my-${fixed[0] ?? 'notes'}`]: 'mine' };
      for (const [file, text] of Object.entries(mine)) writeFileSync(join(out, file), text);
      const wrote = Object.keys(await write(name, madeRun(), out)).filter((file) => !(file in mine));
      expect(wrote).not.toEqual([]);
      await writeOutputs(madeRun(), out, { formats: [] });
      expect(Object.keys(filesIn(out))).toEqual(Object.keys(mine).sort());
    });

    test(`${format.needsEvaluation ? 'is refused' : 'is written'} for a run that was not evaluated`, async () => {
      const out = temporaryFolder();
      const writing = write(name, madeRun({ evaluated: false, signals: [] }), out);
      if (format.needsEvaluation) {
        await expect(writing).rejects.toMatchObject({ code: 'E_USAGE' });
        expect(readdirSync(out)).toEqual([]);
      } else expect(Object.keys(await writing)).not.toEqual([]);
    });
  });
}
