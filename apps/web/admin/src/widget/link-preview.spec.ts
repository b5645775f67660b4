import { embedCode, linkPreview } from './link-preview';

describe('the preview of a reconnect link', () => {
  it('is the page with the secret in the fragment', () => {
    expect(linkPreview('https://portal.example/chat')).toBe('https://portal.example/chat#oc.reconnectid=…');
  });

  it('keeps query and fragment', () => {
    expect(linkPreview('https://p.example/a?b=1&c=2#tab=3')).toBe(
      'https://p.example/a?b=1&c=2#tab=3&oc.reconnectid=…',
    );
  });

  it('is not shown for what is no address of a page', () => {
    for (const wrong of [null, '', 'portal.example', 'javascript:alert(1)'])
      expect(linkPreview(wrong)).toBeUndefined();
  });
});

it('the code for a portal loads the widget from the gateway', () => {
  expect(embedCode('https://chat.example', 'w1')).toBe(
    '<script async src="https://chat.example/widget/v1.js" data-widget-id="w1" data-locale="auto"></script>',
  );
});
