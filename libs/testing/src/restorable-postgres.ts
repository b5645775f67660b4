import { findPostgres, freePort, startPostgres, type PostgresServer } from '@rejoin/servers';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const restorePoint = 'the_drill';

/**
 * A Postgres of its own whose WAL is archived, which can be restored to an earlier point. Its address stays the same.
 * npm's Postgres has no pg_basebackup, so the backup is made as that program makes it.
 */
export class RestorablePostgres {
  private readonly data: string;
  private readonly backup: string;
  private readonly archive: string;
  private server!: PostgresServer;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {
    this.data = join(folder, 'data');
    this.backup = join(folder, 'backup');
    this.archive = join(folder, 'archive');
  }

  static async start(): Promise<RestorablePostgres> {
    // The run's folder is closed to the user of Postgres, who runs the commands of the archive.
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-restorable-'));
    const postgres = new RestorablePostgres(folder, await freePort());
    mkdirSync(postgres.archive);
    const { account } = findPostgres();
    if (account)
      for (const path of [folder, postgres.archive]) run('chown', [`${account.uid}:${account.gid}`, path]);
    await postgres.launch();
    return postgres;
  }

  get url(): string {
    return this.server.url;
  }

  /** Copies the data while the server works. */
  async backUp(): Promise<void> {
    await this.as(async (session) => {
      await session.query(`select pg_backup_start('drill', true)`);
      run('cp', ['-a', this.data, this.backup]);
      const { rows } = await session.query<{ label: string }>(
        `select labelfile as label from pg_backup_stop(wait_for_archive => true)`,
      );
      writeFileSync(join(this.backup, 'backup_label'), rows[0]?.label ?? '');
      rmSync(join(this.backup, 'postmaster.pid'), { force: true });
    });
  }

  /** Names the present moment as the point to restore. */
  async rememberThisPoint(): Promise<void> {
    await this.as((session) => session.query(`select pg_create_restore_point('${restorePoint}')`));
  }

  /** Replaces the data by the backup and the archived log up to the remembered point, while clients are connected. */
  async restore(): Promise<void> {
    await this.as((session) => session.query(`select pg_switch_wal()`));
    await this.server.stop();
    rmSync(this.data, { recursive: true });
    run('cp', ['-a', this.backup, this.data]);
    rmSync(join(this.data, 'pg_wal'), { recursive: true });
    run('cp', ['-a', join(this.backup, 'pg_wal'), this.data]);
    const signal = join(this.data, 'recovery.signal');
    writeFileSync(signal, '');
    for (const file of ['recovery.signal', 'backup_label'])
      run('chown', [`--reference=${join(this.data, 'PG_VERSION')}`, join(this.data, file)]);
    await this.launch();
  }

  /** Stops the server and removes its data. */
  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async launch(): Promise<void> {
    this.server = await startPostgres({
      dataDir: this.data,
      port: this.port,
      password: 'test',
      durable: false,
      logFile: join(this.folder, 'postgres.log'),
      settings: {
        archive_mode: 'on',
        archive_command: `cp %p ${this.archive}/%f`,
        restore_command: `cp ${this.archive}/%f %p`,
        recovery_target_name: restorePoint,
        recovery_target_action: 'promote',
      },
    });
  }

  private async as<T>(work: (session: Client) => Promise<T>): Promise<T> {
    const session = new Client({ connectionString: this.server.url });
    await session.connect();
    try {
      return await work(session);
    } finally {
      await session.end();
    }
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
