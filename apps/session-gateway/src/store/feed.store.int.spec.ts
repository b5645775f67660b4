import { gateway, served } from '../agent-socket.fixture';
import { FeedStore } from './feed.store';

it('a page has the names of its own agents only, also when it was read together with others', async () => {
  const feed = gateway.replica().app.get(FeedStore);
  const chats = [await served(), await served()];
  const pages = await Promise.all(chats.map(({ conversationId }) => feed.read(conversationId, 0)));
  for (const page of pages) {
    const agentIds = new Set(page?.entries.flatMap(({ agentId }) => agentId ?? []));
    expect(agentIds.size).toBe(1);
    expect(new Set(page?.names.keys())).toEqual(agentIds);
  }
  expect(pages[0]?.names).not.toEqual(pages[1]?.names);
});
