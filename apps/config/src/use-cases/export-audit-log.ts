import { addAbortSignal, Readable } from 'node:stream';
import { auditLimits, fieldProblem, type Role } from '@rejoin/contracts';
import { refuse, type Refused } from '@rejoin/kernel';
import { Database } from '@rejoin/persistence';
import { Injectable } from '@nestjs/common';
import { entryFor } from '../domain/audit';
import { auditTableLine, auditTableStart } from '../domain/audit-table';
import { countChanges, listChanges, type AuditFilter } from '../store/audit.store';

/** Few, because the settings in an entry can be long. */
const entriesOfBatch = 100;

/**
 * Exports the audit log as CSV, while it is read in batches. An export never ends early without an error: what has too
 * many entries is refused before it begins, and a failure closes the connection.
 */
@Injectable()
export class ExportAuditLog {
  private exports = 0;

  constructor(private readonly database: Database) {}

  async run(org: string, roles: readonly Role[], filter: AuditFilter): Promise<Readable | Refused> {
    if (this.exports >= auditLimits.exportsAtOnce.value) return refuse('too-many');
    this.exports += 1;
    const done = () => (this.exports -= 1);
    try {
      const maximum = auditLimits.exportedEntries.value;
      const found = await countChanges(this.database, org, filter, maximum + 1);
      if (found > maximum) {
        done();
        return refuse('invalid', fieldProblem('/from', 'too-many-changes', { maximum }));
      }
    } catch (error) {
      done();
      throw error;
    }
    const stream = Readable.from(this.lines(org, roles, filter), { objectMode: false });
    stream.once('close', done);
    return addAbortSignal(AbortSignal.timeout(auditLimits.exportSeconds.value * 1_000), stream);
  }

  private async *lines(org: string, roles: readonly Role[], filter: AuditFilter): AsyncGenerator<Buffer> {
    let length = 0;
    const bounded = (text: string): Buffer => {
      const bytes = Buffer.from(text);
      length += bytes.length;
      if (length > auditLimits.exportedBytes.value) throw new Error('an exported audit log is too long');
      return bytes;
    };
    yield bounded(auditTableStart);
    let beforeSeq: number | null = null;
    for (;;) {
      const page = { beforeSeq, limit: entriesOfBatch };
      const entries = await listChanges(this.database, org, filter, page);
      for (const entry of entries) yield bounded(auditTableLine(entryFor(roles, entry)));
      if (entries.length < entriesOfBatch) return;
      beforeSeq = entries.at(-1)?.seq ?? null;
    }
  }
}
