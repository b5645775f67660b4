import { describeInBrowser, eventually } from '@rejoin/testing';
import { script, UnusualPages } from './unusual-page';

describeInBrowser('the widget with unusual locales and addresses', () => {
  const pages = new UnusualPages();

  it.each([
    'zh-Hant-TW',
    'iw',
    'no',
    'en_US.UTF-8',
    '*',
    '',
    'sr@latin',
    'de;q=0.9,en;q=0.5',
    'en-US-u-ca-buddhist',
    ' EN ',
    'i-default',
    'x-klingon',
    'null',
    'zh_Hans_CN.GB18030',
    'sr-Latn',
    '__proto__',
    'constructor',
    '\u202ede',
    'ar-EG-u-nu-latn',
    'he-IL',
    'ca_ES@valencia',
    'sgn-BE-FR',
    'de--DE',
    'a'.repeat(200),
  ])('opens with the locale "%s", and in a page of that language', async (locale) => {
    for (const stranger of [
      { body: pages.tag('async', `data-locale="${locale}"`) },
      { html: `lang="${locale}"` },
    ]) {
      const widget = await pages.visit(stranger);
      await widget.page.locator('#rejoin-widget .launcher').click();
      await widget.panel.getByRole('textbox').fill('hello');
      await widget.panel.getByRole('textbox').press('Enter');
      await widget.log.getByText(/Ada/).first().waitFor();
      await pages.context.close();
    }
  });

  it.each([
    ['?tab=2&oc.reconnectid=one&utm_source=mail', '?tab=2&utm_source=mail'],
    ['#/help?tab=2&oc.reconnectid=one&b=3', '#/help?tab=2&b=3'],
    ['#!/help?oc.reconnectid=one', '#!/help'],
    ['#!/?oc.reconnectid=one', ''],
    ['#/oc.reconnectid=one', ''],
    ['?a=1#top?oc.reconnectid=one', '?a=1#top'],
    ['#/help;oc.reconnectid=one', '#/help'],
    ['#/sign-in?next=%2Fhelp%3Foc.reconnectid%3Done', '#/sign-in?next=%2Fhelp'],
    // What mail programs and texts put behind a link.
    ['#?oc.reconnectid=one%20', ''],
    ['#?oc.reconnectid=one)', ''],
    ['#/help?oc.reconnectid=one%E2%80%8B', '#/help'],
    ['#?oc.reconnectid=one&gclid=3', '#?gclid=3'],
    ['#/help?oc.reconnectid=one#section', '#/help#section'],
    ['#!/a/b/?x=1;oc.reconnectid=one;y=2', '#!/a/b/?x=1;y=2'],
    ['?oc.reconnectid=one&a=1&oc.reconnectid=one', '?a=1'],
  ])('reads the link from %s and removes it', async (at, left) => {
    const widget = await pages.visit({}, at);
    await widget.button('Continue here').waitFor();
    await eventually(() => expect(widget.page.url()).toBe(`${pages.place.portal.origin}/own${left}`));
    expect(widget.complaints).toEqual([]);
  });

  it('shows what a link is for where the page cannot change its address, and throws no error into the page', async () => {
    const widget = await pages.visit(
      { head: script(`history.replaceState = () => { throw new Error('no'); }`) },
      '#oc.reconnectid=one',
    );
    await widget.button('Continue here').waitFor();
    await widget.page.waitForFunction('performance.now() > 3000');
    expect(widget.complaints.length).toBeLessThanOrEqual(1);
  });
});
