import type { ErrorCode } from '../../src/model/errors.js';
import type { Dice } from './dice.js';
import type { ArmedFault, Fault, FaultKind, ProcessFault } from './fault.js';

/** In the path of each file that a simulated run has as its state. */
export const STATE_NAME = 'simulated-state';

/** Ends when the file system refuses: named, and the next run goes on. */
const REFUSED: readonly ErrorCode[] = ['E_OUTPUT', 'E_SYSTEM', 'E_THREAD_DIED'];

/**
 * Calls of the file system on the state that a run makes, by thread (0: the main one, 2: the shard thread, which starts
 * after the decode thread), and how often at most a run makes them that fails nowhere else.
 */
const CALLS: readonly (readonly [thread: number, call: string, most: number])[] = [
  ...(
    [
      ['openSync', 8],
      ['writeSync', 3],
      ['writevSync', 6],
      ['fsyncSync', 5],
      ['fdatasyncSync', 6],
      ['renameSync', 1],
      ['rmSync', 4],
      ['readdirSync', 3],
      ['readFileSync', 1],
      ['writeFileSync', 1],
      ['linkSync', 1],
      ['mkdirSync', 2],
    ] as const
  ).map(([call, most]) => [0, call, most] as const),
  ...(
    [
      ['openSync', 8],
      ['writeSync', 5],
      ['writevSync', 4],
      ['fsyncSync', 6],
      ['renameSync', 3],
      ['readdirSync', 6],
    ] as const
  ).map(([call, most]) => [2, call, most] as const),
];
const CODES = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE', 'EDQUOT'] as const;

function processFault(
  kind: FaultKind,
  name: string,
  mayEnd: readonly ErrorCode[],
  draw: (dice: Dice) => ProcessFault,
): Fault {
  return {
    name,
    kind,
    arm: (_, dice): ArmedFault => {
      const inProcess = draw(dice);
      const lines = [inProcess.disk, inProcess.thread].filter((line) => line !== undefined);
      return { what: [name, ...lines].join(', ').slice(0, 200), mayLose: [], mayEnd, inProcess };
    },
  };
}

/** A line for one call by chance. */
function line(dice: Dice, code: string, calls = CALLS): string {
  const [thread, call, most] = dice.one(calls, 'call');
  return `${STATE_NAME}:${thread}:${call}:${1 + dice.below(most, 'nth')}:${code}`;
}

/** Writes that write only a part. */
const SHORT = CALLS.filter(([, call]) => call === 'writeSync').map(
  ([thread, , most]) => [thread, 'short', most] as const,
);

/** A call of the file system on the state fails, once, or each write from one on. */
const DISK_FAULTS: readonly Fault[] = [
  ...CODES.map((code) =>
    processFault('disk', `the disk refuses with ${code}`, REFUSED, (dice) => ({ disk: line(dice, code) })),
  ),
  processFault('disk', 'a write writes a part', [], (dice) => ({ disk: line(dice, 'SHORT', SHORT) })),
  processFault('disk', 'the disk is full and stays so', REFUSED, (dice) => {
    const [thread, first] = [dice.one([0, 2], 'thread'), 1 + dice.below(4, 'first')];
    const calls = ['writeSync', 'writevSync'].flatMap((call) =>
      Array.from({ length: 40 }, (_, n) => `${STATE_NAME}:${thread}:${call}:${first + n}:ENOSPC`),
    );
    return { disk: calls.join('\n') };
  }),
];

/** The process is killed: right after a call of the file system, or at a request. Then what was not synced may be gone, too. */
const KILLS: readonly Fault[] = (['process', 'machine'] as const).flatMap((kills) => {
  const name = kills === 'process' ? 'killed' : 'a power cut';
  return [
    processFault('kill', `${name} at a call of the file system`, [], (dice) => ({
      disk: line(dice, 'KILL'),
      kills,
    })),
    {
      name: `${name} at a request`,
      kind: 'kill',
      arm: (world, dice): ArmedFault => {
        const at = world.requests + 1 + dice.below(50, 'request');
        world.disturbers.push(({ world: { requests, kill } }) => {
          if (requests === at) kill?.();
          return false;
        });
        return { what: `${name} at request ${at}`, mayLose: [], mayEnd: [], inProcess: { kills } };
      },
    },
  ];
});

/** A thread fails with one message, once. One that hangs is replaced like one that dies. */
const THREAD_FAULTS: readonly Fault[] = (['dies before', 'dies after', 'heap', 'hangs'] as const).flatMap(
  (how) =>
    (['decode', 'shard'] as const).map((kind) =>
      processFault('thread', `a ${kind} thread ${how === 'heap' ? 'uses up its heap' : how}`, [], (dice) => ({
        thread: `${kind}:${1 + Math.floor(30 * dice.share('nth') ** 2)}:${how}`,
      })),
    ),
);

/** Faults of the process that scans: of its disk, of its threads, and its end. */
export const PROCESS_FAULTS: readonly Fault[] = [...DISK_FAULTS, ...KILLS, ...THREAD_FAULTS];
