import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TrailspikeError } from '../model/errors.js';
import type { OnEvaluated } from '../main-thread/finalize.js';
import { FileReplacement, syncDirectory } from '../storage/replace-file.js';
import { reportHtml } from './html.js';
import { outputError } from './output-error.js';
import { summaryOf } from './summary.js';

export interface ReportOptions {
  /** Shown in `summary.json`. @default [] */
  readonly args?: readonly string[];
  /** Also write `buckets.ndjson`. @default false */
  readonly buckets?: boolean;
}

/** Texts are written in pieces of about this many characters. */
const PIECE = 1 << 20;

/**
 * What to pass as `onEvaluated` so that a run writes its files into `out`: `signals.ndjson`, `summary.json`,
 * `report.html`, `latency-STAGE.hgrm`, and `buckets.ndjson` if asked for. All are written beside and put in
 * place together at the end; files of these names from an earlier run are replaced or removed.
 * @throws TrailspikeError E_OUTPUT when the directory cannot be made or written.
 */
export function reportTo(out: string, options: ReportOptions = {}): OnEvaluated {
  return async (run) => {
    const files: FileReplacement[] = [];
    const open = (name: string): FileReplacement => {
      const file = new FileReplacement(join(out, name));
      files.push(file);
      return file;
    };
    try {
      mkdirSync(out, { recursive: true });
      const signals = open('signals.ndjson');
      for (const signal of run.signals) signals.write(`${JSON.stringify(signal)}\n`);
      open('summary.json').write(`${JSON.stringify(summaryOf(run, options.args ?? []), null, 2)}\n`);
      const report = open('report.html');
      for (const part of reportHtml(run)) report.write(part);
      for (const { name, text } of run.latency.distributions()) open(`latency-${name}.hgrm`).write(text);
      if (options.buckets === true) {
        const buckets = open('buckets.ndjson');
        let piece = '';
        for await (const { text } of run.buckets()) {
          piece += text;
          if (piece.length < PIECE) continue;
          buckets.write(piece);
          piece = '';
        }
        buckets.write(piece);
      }
      const names = new Set(files.map((file) => file.path));
      // Distributions are for whoever tunes a run: not worth waiting for the disk, twice a file.
      for (const file of files) file.commit(!file.path.endsWith('.hgrm'), false);
      syncDirectory(out);
      for (const name of readdirSync(out)) {
        if (/^(?:latency-.*\.hgrm|buckets\.ndjson)$/.test(name) && !names.has(join(out, name)))
          rmSync(join(out, name));
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined || error instanceof TrailspikeError)
        throw error;
      throw outputError(out, (error as Error).message, error);
    } finally {
      for (const file of files) file.abandon();
    }
  };
}
