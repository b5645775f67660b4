import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operate, operateAll } from '@rejoin/tracing';
import { ServiceLog } from './log';

const ifThereIsOne = existsSync('/dev/full') ? it : it.skip;

describe('the log', () => {
  it('is one JSON object per line, without secrets', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-log-'));
    const file = openSync(join(folder, 'log'), 'a');
    try {
      const log = new ServiceLog('routing', 'info', file);
      log.info({ token: 'abc', place: 7 }, 'said');
      log.warn({}, 'said again');
      const lines = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
      expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
        { service: 'routing', place: 7, msg: 'said', token: '[redacted]' },
        { msg: 'said again' },
      ]);
    } finally {
      closeSync(file);
      rmSync(folder, { recursive: true });
    }
  });

  it('names the conversation and the trace of the operation, or none for a batch', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-log-'));
    const file = openSync(join(folder, 'log'), 'a');
    try {
      const log = new ServiceLog('routing', 'info', file);
      const write = async () => log.warn({}, 'a line');
      const trace = 'ab'.repeat(16);
      const parent = `00-${trace}-${'cd'.repeat(8)}-01`;
      await operate({ name: 'frame send', conversationId: 'c1', parent }, write);
      await operateAll([{ name: 'apply' }, { name: 'apply' }], write);
      await write();
      const [own, ...others] = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
      expect(JSON.parse(own ?? '')).toMatchObject({ conversationId: 'c1', traceId: trace, msg: 'a line' });
      expect(others.join()).not.toMatch(/conversationId|traceId/);
    } finally {
      closeSync(file);
      rmSync(folder, { recursive: true });
    }
  });

  ifThereIsOne(
    'neither ends nor holds up its process on a full disk, and keeps little for later',
    async () => {
      const file = openSync('/dev/full', 'a');
      const thrown: unknown[] = [];
      const notice = (error: unknown) => thrown.push(error);
      process.on('uncaughtException', notice);
      try {
        const log = new ServiceLog('routing', 'info', file);
        const before = process.memoryUsage().heapUsed;
        for (let i = 0; i < 10_000; i++) log.error({}, 'x'.repeat(10_000));
        await new Promise(setImmediate);
        expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
        expect(thrown).toEqual([]);
      } finally {
        process.off('uncaughtException', notice);
        closeSync(file);
      }
    },
  );
});
