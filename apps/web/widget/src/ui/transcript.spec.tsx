import { screen, waitFor, within } from '@testing-library/dom';
import { WidgetPage } from '../widget-page.fixture';

const log = () => screen.findByRole('log');

function item(key: number, sender: 'customer' | 'agent', more: object = {}): object {
  return {
    kind: 'message',
    key: String(key),
    sender,
    name: sender === 'agent' ? 'Ada' : null,
    text: `message ${key}`,
    at: '2026-01-01T00:00:00.000Z',
    linkUrl: null,
    delivery: 'sent',
    refusal: null,
    ...more,
  };
}

/** jsdom has no layout: the transcript is ten screens long, and its reader is at `scrollTop`. */
function scrolledTo(element: HTMLElement, scrollTop: number): jest.Mock {
  const scrollTo = jest.fn();
  Object.defineProperties(element, {
    scrollHeight: { value: 1_000, configurable: true },
    clientHeight: { value: 100, configurable: true },
    scrollTop: { value: scrollTop, configurable: true, writable: true },
    scrollTo: { value: scrollTo, configurable: true },
  });
  element.dispatchEvent(new Event('scroll'));
  return scrollTo;
}

describe('the transcript of the widget', () => {
  it('shows the delivery of the newest own message only', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ items: [item(1, 'customer'), item(2, 'agent'), item(3, 'customer')] });
    await waitFor(() => expect(screen.getByText('message 3')).toBeTruthy());
    const sent = within(await log()).getAllByText(/Sent/);
    expect(sent).toHaveLength(1);
    expect(sent[0]!.closest('li')?.textContent).toContain('message 3');
  });

  it('does not show a delivery when the agent wrote last', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ items: [item(1, 'customer'), item(2, 'agent')] });
    await waitFor(() => expect(screen.getByText('message 2')).toBeTruthy());
    expect(within(await log()).queryByText(/Sent/)).toBeNull();
  });

  it('follows its end while the reader is there', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ items: [item(1, 'agent')] });
    const scrollTo = scrolledTo(await log(), 900);
    page.change({ items: [item(1, 'agent'), item(2, 'agent')] });
    await waitFor(() => expect(scrollTo).toHaveBeenCalledWith({ top: 1_000 }));
  });

  it('stays where the reader has scrolled up to, and counts what is new', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ items: [item(1, 'agent')] });
    const element = await log();
    scrolledTo(element, 900);
    const scrollTo = scrolledTo(element, 300);
    page.change({ items: [item(1, 'agent'), item(2, 'agent')] });
    const button = await screen.findByRole('button', { name: /1 new message/ });
    expect(scrollTo).not.toHaveBeenCalled();
    await page.user.click(button);
    expect(scrollTo).toHaveBeenCalledWith({ top: 1_000 });
    expect(screen.queryByRole('button', { name: /new message/ })).toBeNull();
  });

  it('goes to the end for an own message', async () => {
    const page = await WidgetPage.open('menu');
    page.change({ items: [item(1, 'agent')] });
    const element = await log();
    scrolledTo(element, 900);
    const scrollTo = scrolledTo(element, 300);
    page.change({ items: [item(1, 'agent'), item(2, 'customer')] });
    await waitFor(() => expect(scrollTo).toHaveBeenCalledWith({ top: 1_000 }));
  });
});
