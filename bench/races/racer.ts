import { raceForWindows, type RacedWindow } from '../../apps/reconnection-timer/src/racer.fixture';
import { Replica } from '../../apps/reconnection-timer/src/timer.fixture';

/** A message of the referee: the racer's name and database, or the windows to race for. */
export type ToRacer =
  | { readonly url: string; readonly name: string }
  | { readonly prizes: readonly RacedWindow[]; readonly earlyMs: number };

/** A report of a racer: the windows for which a reply said that its return had won. */
export interface FromRacer {
  readonly won: readonly string[];
}

let name = '';
let replica: Replica | undefined;

async function obey(message: ToRacer): Promise<FromRacer> {
  if ('url' in message) {
    name = message.name;
    replica = await Replica.open(message.url, 4);
    return { won: [] };
  }
  if (!replica) throw new Error('a racer needs a database first');
  return { won: await raceForWindows(replica, name, message.prizes, message.earlyMs) };
}

process.on('message', (message: ToRacer) => {
  obey(message).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
// A racer ends when its referee has ended.
process.on('disconnect', () => process.exit(0));
