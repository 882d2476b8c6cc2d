import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../../base/errno.js';
import { TrailspikeError } from '../../model/errors.js';
import { type Signal, type SignalStatus, STATUSES } from '../../model/signal.js';

/** What is compared of a signal. */
export type BriefSignal = Pick<Signal, 'id' | 'status' | 'start' | 'end' | 'pValue' | 'suppressed'> & {
  readonly rule: Signal['rule'];
  readonly identity: Pick<Signal['identity'], 'key'>;
  readonly observed: Signal['observed'];
};

export interface SignalsFile {
  /** The file that was read. */
  readonly path: string;
  readonly signals: readonly BriefSignal[];
  /** Lines that are no signal, with the file, their number and what is wrong, at most `MOST_DAMAGED`. */
  readonly damaged: readonly string[];
  readonly damagedLines: number;
}

const MOST_DAMAGED = 10;
/** A longer line is no signal: the texts in one are bounded. */
const LONGEST_LINE = 64 << 20;
const LINE_FEED = 0x0a;

/**
 * Reads the signals of a run, line by line.
 * @param place an output directory, or a file of signals
 * @throws TrailspikeError E_USAGE when it cannot be read
 */
export async function readSignals(place: string): Promise<SignalsFile> {
  const path = fileIn(place);
  const signals = new Map<string, BriefSignal>();
  const damaged: string[] = [];
  let [number, damagedLines] = [0, 0];
  for await (const line of linesOf(path)) {
    number++;
    if (line?.trim() === '') continue;
    const signal = line === undefined ? `longer than ${LONGEST_LINE} bytes` : signalOf(line);
    if (typeof signal !== 'string' && !signals.has(signal.id)) {
      signals.set(signal.id, signal);
      continue;
    }
    const wrong = typeof signal === 'string' ? signal : `the signal ${signal.id} again`;
    if (damagedLines++ < MOST_DAMAGED) damaged.push(`${path}:${number}: ${wrong}`);
  }
  return { path, signals: [...signals.values()], damaged, damagedLines };
}

function fileIn(place: string): string {
  try {
    return statSync(place).isDirectory() ? join(place, 'signals.ndjson') : place;
  } catch (cause) {
    throw unreadable(place, cause);
  }
}

function unreadable(path: string, cause: unknown): TrailspikeError {
  return new TrailspikeError('E_USAGE', `cannot read ${path} (${errnoOf(cause) ?? String(cause)})`, {
    hint: 'name the --out directory of a run that wrote the format signals, or its signals.ndjson',
    cause,
  });
}

/** The lines of a file, which end at line feeds only; `undefined` for one that is too long to keep. */
async function* linesOf(path: string): AsyncGenerator<string | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    length += part.length;
    if (length <= LONGEST_LINE) parts.push(part);
  };
  const line = (): string | undefined => {
    const text = length <= LONGEST_LINE ? Buffer.concat(parts).toString('utf8') : undefined;
    [parts, length] = [[], 0];
    return text;
  };
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
        add(chunk.subarray(from, at));
        yield line();
        from = at + 1;
      }
      add(chunk.subarray(from));
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
  if (length > 0) yield line();
}

/** @returns the signal of a line, or what is wrong with it */
function signalOf(line: string): BriefSignal | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return `not JSON: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`;
  }
  const signal = fields(json);
  const [rule, identity, observed] = [
    fields(signal['rule']),
    fields(signal['identity']),
    fields(signal['observed']),
  ];
  const { id, status, start, end, pValue, suppressed } = signal;
  if (!isText(id) || !isText(rule['id']) || !isText(rule['name']) || !isText(identity['key'])) {
    return 'not a signal: id, rule or identity is missing';
  }
  if (!isStatus(status)) return 'not a signal: its status is none';
  if (!isText(start) || !isText(end) || Number.isNaN(Date.parse(start) + Date.parse(end))) {
    return 'not a signal: start or end is no time';
  }
  const { retrievals, failures, distinctSecrets, newSecrets } = observed;
  if (!isCount(retrievals) || !isCount(failures) || !isCount(distinctSecrets) || !isCount(newSecrets)) {
    return 'not a signal: a count of "observed" is missing';
  }
  if (pValue !== null && typeof pValue !== 'number') return 'not a signal: its pValue is no number';
  const by = fields(suppressed)['by'];
  return {
    id,
    rule: { id: rule['id'], name: rule['name'] },
    status,
    identity: { key: identity['key'] },
    start,
    end,
    observed: { retrievals, failures, distinctSecrets, newSecrets },
    pValue,
    suppressed: isText(by) ? { by } : null,
  };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

function isStatus(value: unknown): value is SignalStatus {
  return (STATUSES as readonly unknown[]).includes(value);
}
