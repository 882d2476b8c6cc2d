/** Longest time of a case, milliseconds of the processor. */
const MOST_MILLISECONDS = 5000;
/** Memory that a case may take whatever its size, and for each byte of its input. */
const MOST_BYTES = 192 * 2 ** 20;
const BYTES_FOR_BYTE = 500;

const PROTOTYPES = [Object, Array, Function, String, Number, Map, Set, Uint8Array, Error, Promise].map(
  (type): object => type.prototype as object,
);
const keysOf = (): string => PROTOTYPES.map((one) => Reflect.ownKeys(one).map(String).join()).join(';');
const KEYS = keysOf();

/** Called when a case begins. */
let beat = (): void => undefined;

/** @param onBeat is called when a case begins. @default nothing is */
export function onEachCase(onBeat: () => void): void {
  beat = onBeat;
}

/**
 * Runs a case, and throws as it does.
 * @param size of its input, bytes
 * @throws Error where it takes too long, takes memory that its size does not explain, or changes a prototype
 */
export function guarded(size: number, run: () => void): void {
  beat();
  const [cpu, memory, peak] = [process.cpuUsage(), process.memoryUsage(), process.resourceUsage().maxRSS];
  run();
  const { user, system } = process.cpuUsage(cpu);
  const milliseconds = (user + system) / 1000;
  if (milliseconds > MOST_MILLISECONDS) throw new Error(`it takes ${milliseconds} ms for ${size} bytes`);
  const after = process.memoryUsage();
  const held = after.arrayBuffers - memory.arrayBuffers;
  const resident = (process.resourceUsage().maxRSS - peak) * 1024;
  const most = MOST_BYTES + BYTES_FOR_BYTE * size;
  if (held > most) throw new Error(`it keeps ${held} bytes of buffers for ${size} bytes`);
  if (resident > most) throw new Error(`it takes ${resident} bytes of memory for ${size} bytes`);
  if (keysOf() !== KEYS) throw new Error('it changes a prototype');
}
