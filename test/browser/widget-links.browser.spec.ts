import { describeInBrowser, device } from '@rejoin/testing';
import { ThirdPartyPages } from './third-party-page';
import { WidgetPage } from './widget-page';

describeInBrowser('reconnect links on pages of third parties', () => {
  const pages = new ThirdPartyPages();

  describe('with a router that keeps its routes in the fragment', () => {
    /**
     * Works as common routers do: a text that is no route gets a leading slash, and the query of a route
     * belongs to it.
     */
    const router = `<script>
      const show = () => {
        if (!location.hash.startsWith('#/')) history.replaceState(null, '', '#/' + location.hash.slice(1));
        const page = location.hash.slice(1).replace(/[?].*/, '');
        document.querySelector('h1').textContent = { '/': 'Home', '/help': 'Help' }[page] ?? 'Not found';
      };
      addEventListener('hashchange', show);
      show();
    </script>`;
    const open = (at: string) => pages.visit(`<h1></h1>${router}${pages.tag()}`, '', at);

    it('the link of a quick reply keeps the page, leaves the address, and opens the chat', async () => {
      const first = await open('/own#/help');
      await first.startChat('on my way');
      const { desk } = pages.place.agent;
      const mine = [...desk.state.conversations.values()].findLast(({ snapshot }) => !snapshot?.ended);
      await desk.sendQuickReply(mine!.snapshot!.conversationId, pages.place.shop.linkReply);
      const link = await first.log.locator('a[href*="oc.reconnectid"]').getAttribute('href');
      const phone = await device(pages.browser());
      const second = await WidgetPage.open(phone, link!);
      await second.button('Continue here').click();
      await second.message('on my way').waitFor();
      expect(second.page.url()).toBe(`${pages.place.portal.origin}/own#/help`);
      expect(await second.page.textContent('h1')).toBe('Help');
      await phone.close();
    });

    it.each([
      ['/own#?oc.reconnectid=s1', '/own', 'Home'],
      // Links of an older form: the router loses the page before other code can read the address.
      ['/own#oc.reconnectid=s2', '/own', 'Not found'],
      ['/own?a=1&oc.reconnectid=s3#/help', '/own?a=1#/help', 'Help'],
      ['/own#/help?tab=2&oc.reconnectid=s4', '/own#/help?tab=2', 'Help'],
    ])('%s is read and removed from the address', async (at, left, heading) => {
      const widget = await open(at);
      await widget.button('Continue here').waitFor();
      expect(widget.page.url()).toBe(pages.place.portal.origin + left);
      expect(await widget.page.textContent('h1')).toBe(heading);
    });

    it('a link that arrives by pushState is read as well', async () => {
      const widget = await open('/own#/help');
      await widget.openPanel();
      await widget.page.evaluate(`history.pushState(null, '', '/own#/help?oc.reconnectid=s5')`);
      await widget.button('Continue here').waitFor();
      expect(widget.page.url()).toBe(`${pages.place.portal.origin}/own#/help`);
    });
  });

  it('reads a link from the address of the sign-in page to which a portal redirects first', async () => {
    const widget = await pages.visit(
      pages.tag(),
      '',
      '/own?returnUrl=%2Fhelp%23%3Foc.reconnectid%3Dsecret&a=1',
    );
    await widget.button('Continue here').waitFor();
    expect(widget.page.url()).toBe(`${pages.place.portal.origin}/own?returnUrl=%2Fhelp&a=1`);
  });
});
