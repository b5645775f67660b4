import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeInBrowser, eventually, openUndriven } from '@rejoin/testing';
import { texts } from '../journeys/people';
import { inAWorld } from '../journeys/world';
import { openPlace } from './widget-page';

/** What the pages report, and when they may go on: they are driven by their own scripts. */
class Reports {
  readonly seen: string[] = [];
  private readonly waiting = new Map<string, ServerResponse>();
  private readonly server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://reports');
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (pathname.startsWith('/until/')) {
      this.waiting.set(pathname.slice('/until/'.length), response);
      return;
    }
    this.seen.push(decodeURIComponent(pathname.slice(1)));
    response.end();
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Lets the page go on that waits for this. */
  async release(name: string): Promise<void> {
    (
      await eventually(() => {
        expect(this.waiting.has(name)).toBe(true);
        return this.waiting.get(name)!;
      })
    ).end();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describeInBrowser('a page that Chromium loads in advance by speculation rules', () => {
  const world = inAWorld();

  it('neither connects nor takes the chat over before it is shown, and then goes on with the chat', async () => {
    const place = await openPlace(world(), {}, {}, '/own');
    const reports = new Reports();
    const at = await reports.open();
    const { portal, shop, line, agent } = place;
    portal.write(`<!doctype html><html lang="en"><title>Own</title><script>
      const report = (text) => fetch('${at}/' + encodeURIComponent(text));
      const until = (name) => fetch('${at}/until/' + name);
      const name = location.pathname.endsWith('next') ? 'next' : 'first';
      const Native = WebSocket;
      window.WebSocket = class extends Native {
        constructor(url) {
          super(url);
          report(name + ' connects, in advance: ' + !!document.prerendering);
        }
      };
      (window.Rejoin ||= []).push((rejoin) => {
        if (name === 'next') {
          rejoin.setAuthTokenProvider(() => undefined);
          rejoin.startChat();
          rejoin.on('connection', ({ phase }) => report('next is ' + phase));
          report('next has loaded, in advance: ' + !!document.prerendering);
          return;
        }
        rejoin.on('started', async () => {
          await until('chat');
          const rules = document.createElement('script');
          rules.type = 'speculationrules';
          rules.textContent = JSON.stringify({ prerender: [{ urls: ['/own/next'], eagerness: 'immediate' }] });
          document.head.append(rules);
          await until('next');
          location.href = '/own/next';
        });
        rejoin.startChat();
      });
    </script><script async src="${line.url}/widget/v1.js" data-widget-id="${shop.name}"></script></html>`);
    const browser = openUndriven(`${portal.origin}/own`);
    try {
      const conversation = await eventually(() => {
        const [one] = [...agent.desk.state.conversations.values()];
        expect(one?.snapshot?.customer.status).toBe('connected');
        return one!;
      });
      await reports.release('chat');
      await eventually(() => expect(reports.seen).toContain('next has loaded, in advance: true'));
      // A message to the first page gives the next one the time in which it could connect.
      const { conversationId } = conversation.snapshot!;
      await agent.desk.send(conversationId, 'to the first page');
      await eventually(() =>
        expect(texts(agent.desk.conversation(conversationId)!.transcript.entries)).toHaveLength(1),
      );
      expect(reports.seen.filter((text) => text.startsWith('next connects'))).toEqual([]);
      await reports.release('next');
      await eventually(() => expect(reports.seen).toContain('next is live'));
      expect(reports.seen.filter((text) => text.startsWith('next connects'))).toEqual([
        'next connects, in advance: false',
      ]);
      expect(agent.desk.state.conversations.size).toBe(1);
      expect(agent.desk.conversation(conversationId)?.snapshot?.customer.epoch).toBe(1);
    } finally {
      await browser.close();
      await reports.close();
      await portal.close();
    }
  });
});
