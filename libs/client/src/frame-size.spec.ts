import { pageLimits } from '@rejoin/contracts/plain';
import { tooLongToSend } from './frame-size';

const request = (text: string) => ({ type: 'note', requestId: 'r1', conversationId: 'c1', text });

it('sends what the gateway reads', () => {
  expect(tooLongToSend(request('x'.repeat(32_000)))).toBeNull();
  expect(tooLongToSend(request('火'.repeat(20_000)))).toBeNull();
});

it('refuses what would close the connection, counted in bytes', () => {
  for (const text of ['x'.repeat(pageLimits.frameBytes), '火'.repeat(22_000)])
    expect(tooLongToSend(request(text))).toMatchObject({ name: 'message-too-long' });
});
