import { leaveChat } from './use-route';

describe('leaving a chat that has ended', () => {
  it('shows the list while the chat is shown', () => {
    location.hash = '#/chats/c1';
    leaveChat('c1');
    expect(location.hash).toBe('#/chats');
  });

  it.each(['#/chats/c2', '#/history'])('leaves %s, where the agent has gone meanwhile, as it is', (hash) => {
    location.hash = hash;
    leaveChat('c1');
    expect(location.hash).toBe(hash);
  });
});
