import '@rejoin/service/source-maps';
import { Portal } from './portal';
import { readSettings } from './settings';

/** Runs the demo's portal as a process, until it is stopped or can no longer work. */
async function main(): Promise<void> {
  let giveUp: (why: Error) => void = () => undefined;
  const gone = new Promise<never>((_, reject) => (giveUp = reject));
  const portal = await Portal.open(readSettings(process.env), giveUp);
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await Promise.race([asked, gone]);
  await portal.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${JSON.stringify({ level: 60, msg: String(error) })}\n`);
    process.exit(1);
  },
);
