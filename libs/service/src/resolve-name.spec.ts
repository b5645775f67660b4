import { promises as dns } from 'node:dns';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { resolveName } from './resolve-name';

describe('the name of a host', () => {
  let server: Socket;
  let servers: string[];
  let asked: number;
  let answer: (question: Buffer) => Buffer | undefined;

  beforeEach(async () => {
    [asked, answer] = [0, () => undefined];
    server = createSocket('udp4');
    server.on('message', (question, from) => {
      asked++;
      const answered = answer(question);
      if (answered) server.send(answered, from.port, from.address);
    });
    server.bind(0, '127.0.0.1');
    await once(server, 'listening');
    servers = [`127.0.0.1:${server.address().port}`];
  });
  afterEach(() => {
    jest.restoreAllMocks();
    server.close();
  });

  const find = (host: string, isLocal: boolean, ms: number) =>
    resolveName(host, isLocal, AbortSignal.timeout(ms), servers);

  it('whose DNS servers are silent ends with its signal, and blocks no thread of the process', async () => {
    const lookup = jest.spyOn(dns, 'lookup');
    const begun = performance.now();
    const dead = Array.from({ length: 8 }, (_, i) => find(`dead${i}.example`, false, 300));
    const outcomes = await Promise.allSettled(dead);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
    expect(performance.now() - begun).toBeLessThan(1_500);
    expect(asked).toBeGreaterThan(0);
    expect(lookup).not.toHaveBeenCalled();
  });

  it('has the addresses from DNS', async () => {
    // The header reports no error. There is one record for A and none for AAAA.
    answer = (question) => {
      const isA = question.readUInt16BE(question.indexOf(0, 12) + 1) === 1;
      const end = question.indexOf(0, 12) + 5;
      const header = Buffer.from([...question.subarray(0, 2), 0x81, 0x80, 0, 1, 0, isA ? 1 : 0, 0, 0, 0, 0]);
      const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7]);
      return Buffer.concat([header, question.subarray(12, end), ...(isA ? [record] : [])]);
    };
    expect(await find('hook.example', false, 5_000)).toEqual([{ address: '192.0.2.7', family: 4 }]);
  });

  it('that DNS does not know is resolved by the system, which has a hosts file', async () => {
    answer = (question) => {
      const end = question.indexOf(0, 12) + 5;
      const header = Buffer.from([...question.subarray(0, 2), 0x81, 0x83, 0, 1, 0, 0, 0, 0, 0, 0]);
      return Buffer.concat([header, question.subarray(12, end)]);
    };
    const known = [{ address: '127.0.0.1', family: 4 }];
    jest.spyOn(dns, 'lookup').mockResolvedValue(known as never);
    expect(await find('host.of.docker', false, 5_000)).toEqual(known);
    expect(asked).toBeGreaterThan(0);
  });

  it.each([
    ['without a dot', 'localhost', false],
    ['that the operator has named', 'crm.internal', true],
  ])('%s is resolved by the system at once, with one lookup at a time', async (_, host, isLocal) => {
    const known = [{ address: '127.0.0.1', family: 4 }];
    const lookup = jest.spyOn(dns, 'lookup').mockResolvedValue(known as never);
    const found = await Promise.all([find(host, isLocal, 5_000), find(host, isLocal, 5_000)]);
    expect(found).toEqual([known, known]);
    expect(lookup).toHaveBeenCalledTimes(1);
    expect(asked).toBe(0);
  });
});
