import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { servers } from './built.ts';

interface NatsBinary {
  readonly path: string;
  readonly version: string;
}

/**
 * The nats-server to measure with. `default` is the one that `npm start` finds. `testing` is that of Debian's
 * next release, whose package is unpacked into the cache and not installed. Anything else is the path of a
 * binary.
 */
export async function chooseNats(choice: string): Promise<NatsBinary> {
  if (choice === 'default') return servers.findNats(console.log);
  if (choice === 'testing') return known(testingPackage());
  return known(choice);
}

function known(path: string): NatsBinary {
  if (!existsSync(path)) throw new Error(`there is no nats-server at ${path}`);
  const said = execFileSync(path, ['--version'], { encoding: 'utf8' });
  return { path, version: /v(\d\S*)/.exec(said)?.[1] ?? said.trim() };
}

function testingPackage(): string {
  const folder = join(servers.cacheFolder(), 'nats-testing');
  const binary = join(folder, 'usr', 'sbin', 'nats-server');
  if (existsSync(binary)) return binary;
  console.log("bench: fetching nats-server of Debian's next release ...");
  const making = `${folder}.${process.pid}`;
  mkdirSync(join(making, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(making, 'cache', 'archives', 'partial'), { recursive: true });
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: making, stdio: ['ignore', 'ignore', 'pipe'], timeout: 180_000 });
  try {
    const apt = [
      ...['-o', `Dir::State::Lists=${making}/lists`, '-o', `Dir::Cache=${making}/cache`],
      ...['-o', 'Dir::Etc::SourceList=/dev/null', '-o', `Dir::Etc::SourceParts=${making}/sources`],
      ...['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::http::Timeout=20', '-o', 'Debug::NoLocking=1'],
    ];
    writeSources(join(making, 'sources'));
    run('apt-get', [...apt, 'update']);
    run('apt-get', [...apt, 'download', 'nats-server']);
    const archive = readdirSync(making).find((name) => name.endsWith('.deb')) ?? '';
    run('dpkg-deb', ['-x', join(making, archive), making]);
    for (const rest of [archive, 'lists', 'cache', 'sources'])
      rmSync(join(making, rest), { recursive: true });
    renameSync(making, folder);
    return binary;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Uses the mirror and the keys of this system, with the next release in place of its own. */
function writeSources(folder: string): void {
  mkdirSync(folder);
  const own = execFileSync(
    'sh',
    ['-c', 'cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true'],
    {
      encoding: 'utf8',
    },
  );
  const mirror = /https?:\/\/\S+\/debian\/?(?=\s)/.exec(own)?.[0];
  if (mirror === undefined) throw new Error('apt has no mirror of Debian to ask for its next release');
  execFileSync('sh', [
    '-c',
    'printf "%s\n" "$1" > "$2"',
    'sh',
    `deb ${mirror} testing main`,
    join(folder, 'next.list'),
  ]);
}
