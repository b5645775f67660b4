import { screen, waitFor, within } from '@testing-library/react';
import { at, deskScene, type Scene } from '../../../../../tools/screenshots/desk-scene';
import { DeskPage } from '../desk-page.fixture';
import { Notices } from './notices';

const section = async () => within(await screen.findByRole('region', { name: 'Notifications' }));
const withoutJan = (): Scene => {
  const scene = deskScene();
  const conversations = scene.conversations.filter(({ snapshot }) => snapshot.conversationId !== 'c5-jan');
  return { ...scene, conversations };
};
const open = (scene = withoutJan()) => DeskPage.open({ scene, content: <Notices /> });

describe('the notices of a desk', () => {
  it('are none while all is well', async () => {
    await open();
    expect((await screen.findByRole('region', { name: 'Notifications' })).textContent).toBe('');
  });

  it('name the customer whose time has run out meanwhile, and show the conversation', async () => {
    const page = await open(deskScene());
    expect(
      (await section()).getByText(/^The reconnect time limit for .*Jan Novák.* expired at/),
    ).toBeTruthy();
    await page.user.click((await section()).getByRole('button', { name: 'View' }));
    expect(location.hash).toBe('#/chats/c5-jan');
    expect((await section()).queryByText(/Jan Novák/)).toBeNull();
  });

  it('say that the connection is lost, and offer to try at once', async () => {
    const page = await open();
    page.cut();
    expect((await section()).getByText('Connection lost. Reconnecting…')).toBeTruthy();
    await page.retryNow();
    await waitFor(() => expect(screen.queryByText('Connection lost. Reconnecting…')).toBeNull());
    expect(page.requests.filter(({ type }) => type === 'sign-in')).toHaveLength(2);
  });

  it('name one conversation that is no longer the agent’s, and can be dismissed', async () => {
    const page = await open();
    page.cut();
    const others = withoutJan().conversations.filter(({ snapshot }) => snapshot.conversationId !== 'c4-anon');
    Object.assign(page.scene, { conversations: others });
    await page.retryNow();
    page.tell({ type: 'left', conversationId: 'c4-anon' });
    expect(
      await (await section()).findByText(/^The conversation with Anonymous customer is no longer/),
    ).toBeTruthy();
    await page.user.click((await section()).getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByText(/is no longer assigned to you/)).toBeNull());
  });

  it('keep the text of a message that was refused because its conversation has left', async () => {
    const page = await open();
    page.refuses('send', 'not-your-conversation');
    page.tell({ type: 'left', conversationId: 'c4-anon' });
    page.with(({ messages }) => {
      messages.send('c4-anon', 'The parcel is at the depot.');
    });
    await waitFor(() => expect(page.desk.getView().work.unsent[0]?.refused).toBe('not-your-conversation'));
    page.changeStatus({});
    expect(
      await (await section()).findByText(/^Not sent, because .*The parcel is at the depot\./),
    ).toBeTruthy();
    await page.user.click((await section()).getAllByRole('button', { name: 'Dismiss' })[0]!);
    await waitFor(() => expect(screen.queryByText(/The parcel is at the depot/)).toBeNull());
  });

  it('say since when another device is used', async () => {
    const page = await open();
    page.changeStatus({ otherDevices: [{ since: at(-60) }] });
    expect((await section()).getByText(/^You’re also signed in on another device/)).toBeTruthy();
    page.changeStatus({ otherDevices: [{ since: at(-60) }, { since: at(-5) }] });
    expect((await section()).getByText(/^You’re also signed in on 2 other devices/)).toBeTruthy();
    page.changeStatus({ otherDevices: [] });
    expect((await section()).queryByText(/also signed in/)).toBeNull();
  });
});
