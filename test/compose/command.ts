import { projectFolder } from '@rejoin/servers';
import { spawn } from 'node:child_process';

const kept = 20_000;

/**
 * Runs a command in the folder of the project. Returns its standard output; throws both outputs when it
 * fails.
 */
export async function run(
  command: string,
  args: readonly string[],
  { limitMs = 60_000, environment = {} }: { limitMs?: number; environment?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(command, args, {
    cwd: projectFolder(),
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-kept)));
  const code = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve(String(exit ?? signal)));
  });
  if (code === '0') return output;
  throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output.slice(-kept)}\n${errors}`);
}
