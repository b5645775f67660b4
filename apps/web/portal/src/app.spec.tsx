import { screen, within } from '@testing-library/dom';
import { DemoPage, pages } from './demo-page.fixture';
import { told } from './told.fixture';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const started = () => told('ConversationStarted', 'c1', { widgetId: 'demo' });
const assigned = () => told('AgentAssigned', 'c1', { agentId: 'anna', units: 1 });
const away = (seconds = 90) => [
  told('ReconnectionWindowOpened', 'c1', { deadlineAt: inSeconds(seconds), limitSeconds: seconds }),
  told('CapacityHeld', 'c1', { agentId: 'anna', units: 1 }),
];
const wire = () => within(screen.getByRole('region', { name: 'Connection' }));
const badge = () => wire().getByRole('status').textContent;
const button = (name: RegExp) => screen.getByRole('button', { name });
const frames = () =>
  screen.queryAllByTitle(/^Shop on the/).map((frame) => [frame.title, frame.getAttribute('src')]);

describe('a part of the demo page that fails', () => {
  it('says so in its place until it is tried again, and the others live', async () => {
    const failing = jest.spyOn(Date.prototype, 'toLocaleTimeString').mockImplementation(() => {
      throw new Error('broken');
    });
    const page = await DemoPage.open([started()]);
    expect(within(screen.getByRole('main')).getByRole('alert').textContent).toMatch(/^Something went wrong/);
    expect(frames()).toEqual([['Shop on the laptop', pages.laptop]]);
    expect(screen.getByTitle('Agent desk')).toBeTruthy();
    expect(wire()).toBeTruthy();
    failing.mockRestore();
    await page.user.click(button(/^Try again/));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText('Customer started a chat')).toBeTruthy();
  });
});

describe('the demo page', () => {
  it('shows no shop and no desk before the server has said where they are', () => {
    DemoPage.connecting();
    expect(screen.getByText('Connecting')).toBeTruthy();
    expect(frames()).toEqual([]);
    expect(screen.queryByTitle('Agent desk')).toBeNull();
    expect(screen.queryByRole('link', { name: 'Administration' })).toBeNull();
    expect(button(/^Open the link on another device/)).toHaveProperty('disabled', true);
  });

  it('shows the shop beside the desk, and says how to begin', async () => {
    await DemoPage.open();
    expect(frames()).toEqual([['Shop on the laptop', pages.laptop]]);
    expect(screen.getByTitle('Agent desk').getAttribute('src')).toBe('http://desk.demo.test/');
    expect(screen.getByText('No events. Start a chat as the customer.')).toBeTruthy();
    expect(badge()).toBe('No chat yet');
    expect(screen.getByText('Open the chat in the shop and send a message as the customer.')).toBeTruthy();
  });

  it('says that it has lost the server, and when it is back', async () => {
    const page = await DemoPage.open();
    page.lose();
    expect(screen.getByText('Connecting')).toBeTruthy();
    page.greet([]);
    expect(screen.getByText('Live')).toBeTruthy();
  });

  it('stops listening when it is closed', async () => {
    const page = await DemoPage.open();
    page.close();
    expect(page.isFollowing).toBe(false);
  });
});

describe('the connection between customer and agent', () => {
  it('follows the chat of the visitor', async () => {
    const page = await DemoPage.open();
    page.tell(started());
    expect(badge()).toBe('Waiting for an agent');
    expect(wire().getByText('waiting in queue')).toBeTruthy();
    page.tell(assigned());
    expect(badge()).toBe('Connected');
    page.tell(...away(3600));
    expect(badge()).toBe('Anna’s capacity on hold');
    // Counted by the clock of the machine, which may be slow: a minute may pass here.
    expect(wire().getByText(/^(1:00:00|59:\d\d)$/)).toBeTruthy();
    page.tell(told('ReconnectAccepted', 'c1'), told('CapacityResumed', 'c1', { agentId: 'anna', units: 1 }));
    expect(badge()).toBe('Connected');
    expect(wire().queryByText(/^\d+:\d\d$/)).toBeNull();
  });

  it.each(['customer', 'agent'])('shows a message of the %s on its way', async (sender) => {
    const page = await DemoPage.open([started(), assigned()]);
    expect(document.querySelector('.pulse')).toBeNull();
    page.tell(told('MessageSent', 'c1', { sender, agentId: sender === 'agent' ? 'anna' : null, bytes: 2 }));
    expect(document.querySelector<HTMLElement>('.pulse')?.dataset['from']).toBe(sender);
    page.connections({ laptop: 'cut', phone: 'whole' });
    expect(document.querySelector('.pulse')).toBeNull();
  });

  it('says how the chat has ended, and whether the agent is free again', async () => {
    const page = await DemoPage.open([started(), assigned(), ...away()]);
    page.tell(told('ReconnectExpired', 'c1'));
    expect(badge()).toBe('Time limit expired: Anna in wrap-up');
    page.tell(told('CapacityReleased', 'c1', { agentId: 'anna', units: 1 }));
    expect(badge()).toBe('Time limit expired: capacity released');
    expect(wire().getByText('at the desk')).toBeTruthy();
  });

  it('is lost as soon as the connection is cut, before anybody has noticed', async () => {
    const page = await DemoPage.open([started(), assigned()]);
    page.connections({ laptop: 'cut', phone: 'whole' });
    expect(badge()).toBe('Connection lost');
    expect(wire().getByText('laptop, disconnected')).toBeTruthy();
  });

  it('marks the last seconds', async () => {
    await DemoPage.open([started(), assigned(), ...away(14)]);
    expect(wire().getByRole('status').parentElement?.dataset['soon']).toBe('true');
  });
});

describe('the buttons of the demo', () => {
  it('cut and restore the connection of the device that is visible', async () => {
    const page = await DemoPage.open([started()]);
    expect(button(/^Reconnect/)).toHaveProperty('disabled', true);
    await page.press(/^Disconnect/);
    page.connections({ laptop: 'cut', phone: 'whole' });
    expect(button(/^Disconnect/)).toHaveProperty('disabled', true);
    await page.press(/^Reconnect/);
    expect(page.asked()).toEqual([
      { device: 'laptop', state: 'cut' },
      { device: 'laptop', state: 'whole' },
    ]);
  });

  it('close the browser and open it again, connected', async () => {
    const page = await DemoPage.open();
    await page.press(/^Close the browser/);
    expect(frames()).toEqual([]);
    expect(screen.getByText('The browser is closed. Its storage is kept.')).toBeTruthy();
    await page.press(/^Reopen the browser/);
    expect(frames()).toEqual([['Shop on the laptop', pages.laptop]]);
    expect(page.asked()).toEqual([{ device: 'laptop', state: 'whole' }]);
  });

  it('open the link on the phone, once the shop has reported it', async () => {
    const page = await DemoPage.open([started()]);
    expect(button(/^Open the link on another device/)).toHaveProperty('disabled', true);
    page.hears(new URL(pages.laptop).origin, { rejoinDemo: 1, customer: null, reconnectId: 'secret-1' });
    await page.press(/^Open the link on another device/);
    expect(frames()).toContainEqual([
      'Shop on the phone',
      `${pages.phone}?customer=#oc.reconnectid=secret-1`,
    ]);
    expect(button(/^phone/).getAttribute('aria-pressed')).toBe('true');
    await page.press(/^Disconnect/);
    expect(page.asked().at(-1)).toEqual({ device: 'phone', state: 'cut' });
    await page.press(/^laptop/);
    expect(button(/^laptop/).getAttribute('aria-pressed')).toBe('true');
  });

  it('open the shop on the phone as the customer who is signed in', async () => {
    const page = await DemoPage.open([started()]);
    page.hears(new URL(pages.laptop).origin, { rejoinDemo: 1, customer: 'mia', reconnectId: null });
    await page.press(/^Open the shop on another device/);
    expect(frames()).toContainEqual(['Shop on the phone', `${pages.phone}?customer=mia`]);
  });

  it('believe only the shops, and only what they report', async () => {
    const page = await DemoPage.open([started()]);
    page.hears('https://elsewhere.example', { rejoinDemo: 1, customer: 'eve', reconnectId: 'stolen' });
    for (const data of [null, 'text', { reconnectId: 'no report' }])
      page.hears(new URL(pages.laptop).origin, data);
    expect(button(/^Open the link on another device/)).toHaveProperty('disabled', true);
  });

  it('let the time run out, and connect again after it', async () => {
    const page = await DemoPage.open([started(), assigned()]);
    await page.press(/^Let it time out/);
    expect(button(/^Let it time out/).textContent).toContain('Waiting for the time limit to expire.');
    expect(page.asked()).toEqual([{ device: 'laptop', state: 'cut' }]);
    page.tell(...away(), told('ReconnectExpired', 'c1'));
    expect(page.asked()).toEqual([
      { device: 'laptop', state: 'cut' },
      { device: 'laptop', state: 'whole' },
    ]);
    expect(button(/^Let it time out/).textContent).toContain('Start a chat first.');
  });

  it('keep their state when the page is loaded again, but not the link', async () => {
    const page = await DemoPage.open([started()]);
    page.hears(new URL(pages.laptop).origin, { rejoinDemo: 1, customer: null, reconnectId: 'secret-1' });
    await page.press(/^Open the link on another device/);
    page.close();
    await DemoPage.open([started()]);
    expect(frames()).toContainEqual(['Shop on the phone', pages.phone]);
    expect(JSON.stringify(frames())).not.toContain('secret-1');
  });
});

describe('the events of the demo', () => {
  it('are sentences, the newest first, each with its message', async () => {
    await DemoPage.open([started(), assigned()]);
    const facts = [...document.querySelectorAll('.facts > li')].map(({ textContent }) => textContent);
    expect(facts).toHaveLength(2);
    expect(facts[1]).toMatch(/Customer started a chat.*ConversationStarted.*"subject": "c1"/s);
  });

  it('can be reduced to those of the chat', async () => {
    const page = await DemoPage.open([started(), told('AgentConnected', 'ben', { agentId: 'ben' })]);
    await page.user.click(screen.getByRole('checkbox', { name: 'This chat only' }));
    expect(document.querySelectorAll('.facts > li')).toHaveLength(1);
    await page.user.click(screen.getByRole('checkbox', { name: 'This chat only' }));
    expect(document.querySelectorAll('.facts > li')).toHaveLength(2);
  });

  it('are shown once, although the server tells them again', async () => {
    const fact = started();
    const page = await DemoPage.open([fact]);
    page.greet([fact]);
    expect(document.querySelectorAll('.facts > li')).toHaveLength(1);
  });
});

describe('the tour', () => {
  const step = () => within(screen.getByRole('region', { name: 'Tour' }));
  const now = () =>
    step()
      .getAllByRole('listitem')
      .find((item) => item.getAttribute('aria-current') === 'step')?.textContent;

  it('goes on by what has happened, not by buttons', async () => {
    const page = await DemoPage.open();
    expect(now()).toContain('Start a chat');
    page.tell(started());
    expect(now()).toContain('Answer as Anna');
    page.tell(told('MessageSent', 'c1', { sender: 'customer', agentId: null, bytes: 2 }));
    expect(now()).toContain('Answer as Anna');
    page.tell(told('MessageSent', 'c1', { sender: 'agent', agentId: 'anna', bytes: 2 }));
    expect(now()).toContain('Send the link');
    expect(step().getByText('Start a chat').textContent).toContain(', done');
  });

  it('ends', async () => {
    await DemoPage.open([
      started(),
      told('MessageSent', 'c1', { sender: 'agent', agentId: 'anna', bytes: 2 }),
      told('ReconnectLinkSent', 'c1', { agentId: 'anna' }),
      ...away(),
      told('CustomerReconnected', 'c1', { way: 'resume', newDevice: false }),
      told('CustomerReconnected', 'c1', { way: 'link', newDevice: true }),
      told('ReconnectExpired', 'c1'),
    ]);
    expect(screen.getByText('Tour complete. Explore on your own.')).toBeTruthy();
    expect(now()).toBeUndefined();
  });
});

describe('on a narrow screen', () => {
  it('one of the three columns is shown at a time', async () => {
    const page = await DemoPage.open();
    const tabs = within(screen.getByRole('navigation', { name: 'Show' }));
    expect(tabs.getByRole('button', { name: 'Customer' }).getAttribute('aria-current')).toBe('true');
    await page.user.click(tabs.getByRole('button', { name: 'Events' }));
    expect(tabs.getByRole('button', { name: 'Events' }).getAttribute('aria-current')).toBe('true');
    expect(document.querySelector<HTMLElement>('.demo')?.dataset['tab']).toBe('events');
  });
});
