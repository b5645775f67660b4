import { DeskView } from './desk-view';
import type { LiveFeed } from './live-feed';
import type { Socket } from '../sockets/socket';

describe('the view of a desk', () => {
  const follow = jest.fn();
  const unfollow = jest.fn();
  const live = { follow, unfollow } as unknown as LiveFeed;

  it('follows a conversation once, and none after its connection was closed', () => {
    const view = new DeskView({} as Socket, 'anna', live);
    view.show('c1', 0);
    view.show('c1', 0);
    expect(follow).toHaveBeenCalledTimes(1);
    view.close();
    expect(unfollow).toHaveBeenCalledTimes(1);
    view.show('c2', 0);
    expect(follow).toHaveBeenCalledTimes(1);
  });
});
