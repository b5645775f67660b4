import { embedCode, linkPreview } from './link-preview';

describe('the preview of a reconnect link', () => {
  it.each([
    ['https://p.example/help', 'https://p.example/help#?oc.reconnectid=…'],
    ['https://p.example/', 'https://p.example/#?oc.reconnectid=…'],
    ['https://p.example/a?b=1&c=2', 'https://p.example/a?b=1&c=2#?oc.reconnectid=…'],
    ['https://p.example/a#', 'https://p.example/a#?oc.reconnectid=…'],
    ['https://p.example/a?b=1#tab=3', 'https://p.example/a?b=1#tab=3&oc.reconnectid=…'],
    ['https://p.example/#help', 'https://p.example/#help?oc.reconnectid=…'],
    ['https://p.example/#/', 'https://p.example/#/?oc.reconnectid=…'],
    ['https://p.example/#/help', 'https://p.example/#/help?oc.reconnectid=…'],
    ['https://p.example/#!/help', 'https://p.example/#!/help?oc.reconnectid=…'],
    ['https://p.example/#/a=b/help', 'https://p.example/#/a=b/help?oc.reconnectid=…'],
    ['https://p.example/#/help?tab=1', 'https://p.example/#/help?tab=1&oc.reconnectid=…'],
    ['https://p.example/#/help?', 'https://p.example/#/help?oc.reconnectid=…'],
    ['https://p.example/#/help#faq', 'https://p.example/#/help?oc.reconnectid=…#faq'],
  ])('keeps the page of %s, whatever router it has', (portalUrl, link) => {
    expect(linkPreview(portalUrl)).toBe(link);
  });

  it('is not shown for what is no address of a page', () => {
    for (const wrong of [null, '', 'portal.example', 'javascript:alert(1)'])
      expect(linkPreview(wrong)).toBeUndefined();
  });
});

it('the code for a portal loads the widget from the gateway', () => {
  expect(embedCode(['https://chat.example'], 'w1')).toBe(
    '<script async src="https://chat.example/widget/v1.js" data-widget-id="w1" data-locale="auto"></script>',
  );
});

it('the code for a portal says that chats are kept across subdomains', () => {
  expect(embedCode(['https://chat.example'], 'w1', true)).toContain(' data-follow="true" data-locale');
});

it('the code for a portal names every gateway, each of which is enough', () => {
  const all = 'data-endpoint="https://a.example https://b.example" data-locale="auto"';
  expect(embedCode(['https://a.example', 'https://b.example'], 'w1').split('\n')).toEqual([
    `<script async src="https://a.example/widget/v1.js" data-widget-id="w1" ${all}></script>`,
    `<script async src="https://b.example/widget/v1.js" data-widget-id="w1" ${all}></script>`,
  ]);
});
