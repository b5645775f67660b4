import { describeInBrowser } from '@rejoin/testing';
import { script, UnusualPages, type Stranger } from './unusual-page';

describeInBrowser('the widget on pages that give all objects further properties', () => {
  const pages = new UnusualPages();

  /** A page that gives all objects properties of these names. */
  const giving = (names: string, value = `'of the page'`): Stranger => ({
    head: script(`for (const name of '${names}'.split(' ')) Object.prototype[name] = ${value};`),
  });

  it.each([
    ['of elements', giving('key ref type props children value style class for')],
    [
      'of events and what listens to them',
      giving('bubbles cancelable composed detail capture once passive signal'),
    ],
    [
      'of requests',
      giving(
        'method body headers mode credentials cache redirect integrity keepalive priority referrer signal',
      ),
    ],
    ['of formats', giving('calendar numeric numberingSystem timeZone unit currency notation hour12')],
    ['of a chat', giving('name reason text seq sender session unsent draft queue refusal')],
    [
      'that are functions',
      giving('key value style get set each extend children ref toJSON', 'function () {}'),
    ],
    [
      'that are not enumerable and cannot be changed',
      {
        head: script(`for (const name of ['key', 'value', 'style', 'children', 'shiftKey'])
          Object.defineProperty(Object.prototype, name, { value: 'of the page' });`),
      },
    ],
    [
      'that all lists have as well',
      {
        head: script(`for (const name of ['first', 'last', 'each', 'key', 'value', 'toJSON', 'children'])
          Array.prototype[name] = function () { return this; };`),
      },
    ],
  ])('chats beside those %s', async (_, page) => {
    await pages.chatOn(page);
  });

  it('asks through a fetch of the page with objects that have the usual methods', async () => {
    const widget = await pages.visit({
      head: script(`window.asked = [];
        const own = window.fetch;
        window.fetch = (url, init) => {
          asked.push(init.hasOwnProperty('method') && !init.headers.hasOwnProperty('x'));
          return own(url, init);
        };`),
    });
    await widget.startChat('hello');
    const asked = await widget.page.evaluate<boolean[]>('asked');
    expect(new Set(asked)).toEqual(new Set([true]));
  });

  it('gives the page objects with the usual methods', async () => {
    const widget = await pages.visit({
      head: script(`(window.Rejoin ||= []).push((rejoin) => rejoin.on('message', (event) => {
        window.heard = [event.hasOwnProperty('text'), rejoin.getReconnectContext().hasOwnProperty('deadlineAt')];
      }));`),
    });
    await widget.startChat('hello');
    await widget.page.waitForFunction('window.heard');
    expect(await widget.page.evaluate('heard')).toEqual([true, true]);
  });
});
