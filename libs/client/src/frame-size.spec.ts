import type { AgentRequest } from '@rejoin/contracts';
import { pageLimits } from '@rejoin/contracts/plain';
import type { Connection } from './connection';
import { DeskSends } from './desk-sends';
import { refusedAsTooLong } from './frame-size';

const note = (text: string) =>
  ({ type: 'note', requestId: 'r1', conversationId: 'c1', text }) as AgentRequest;
const tooLong = 'x'.repeat(pageLimits.frameBytes);

it('sends what the gateway reads', () => {
  expect(refusedAsTooLong(note('x'.repeat(32_000)))).toBeNull();
  expect(refusedAsTooLong(note('火'.repeat(20_000)))).toBeNull();
});

it('refuses what would close the connection, counted in bytes', () => {
  for (const text of [tooLong, '火'.repeat(22_000)])
    expect(refusedAsTooLong(note(text))).toMatchObject({ requestId: 'r1', name: 'message-too-long' });
});

it('refuses a note that is too long without sending it, and sends the one behind it', async () => {
  const sent: string[] = [];
  const connection = {
    send: ({ requestId }: AgentRequest) => sent.push(requestId) > 0,
    replace: () => undefined,
  } as unknown as Connection<never, never>;
  const refused: string[] = [];
  const sends = new DeskSends(
    connection,
    () => 0,
    ({ id }, { name }) => refused.push(`${id} ${name}`),
  );
  const item = (id: string, text: string) => ({ id, type: 'note', conversationId: 'c1', text }) as const;
  const long = sends.add(item('long', tooLong));
  const next = sends.add(item('next', 'Call back'));
  await expect(long).rejects.toMatchObject({ name: 'message-too-long' });
  expect(sent).toEqual(['next']);
  expect(refused).toEqual(['long message-too-long']);
  sends.answered({ type: 'ack', requestId: 'next', seq: 1, at: null } as never);
  await next;
  sends.disconnected();
});
