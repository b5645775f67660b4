import { projectFolder } from '@rejoin/servers';
import { readOptions, usage } from './options';
import { startLocalSystem } from './local-system';
import { say } from './say';

const echoMs = 1_500;

/**
 * `npm start`: a whole system on this machine, in the foreground, until Ctrl-C. Its data is kept in `.rejoin/`.
 */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    say(usage);
    return;
  }
  process.chdir(projectFolder());
  const stopAsked = signalled();
  const system = await startLocalSystem(options, stopAsked);
  const why = await stopAsked;
  say(`\n${why}: stopping ...`);
  await system.stop();
  say('Rejoin has stopped. Its data are kept in .rejoin/');
}

/**
 * Resolves with the reason to stop. A second signal ends the process and its children immediately, unless it is the
 * repetition of the first: Ctrl-C reaches npm and this process, and npm forwards it.
 */
function signalled(): Promise<string> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const ask = (why: string) => {
      if (askedAt !== undefined && Date.now() - askedAt > echoMs) process.exit(130);
      askedAt ??= Date.now();
      resolve(why);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    whenParentIsGone(() => {
      if (askedAt === undefined) ask('npm is gone');
    });
  });
}

/** If npm is killed with -9, this process stops too. */
function whenParentIsGone(act: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) act();
  }, 2_000).unref();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say(`\nRejoin did not start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
