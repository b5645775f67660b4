import type { WidgetSettings } from '@rejoin/contracts';
import { widgetDefaults } from '../widget.fixture';
import { mayEmbed, redirectOf, withRedirect } from './widget-rules';

const widget: WidgetSettings = {
  ...widgetDefaults,
  allowedOrigins: ['https://shop.example'],
  reconnect: { ...widgetDefaults.reconnect, redirectUrl: 'https://shop.example/late' },
};

describe('a widget', () => {
  it.each([
    ['https://shop.example', true],
    ['https://shop.example.evil.example', false],
    ['https://evil.example', false],
    ['http://shop.example', false],
    ['https://shop.example:8443', false],
    ['null', false],
    ['', false],
    ['try:shop', true],
    ['try:other', false],
  ])('on a page of %p: %p', (origin, may) => {
    expect(mayEmbed(widget, 'shop', origin)).toBe(may);
  });

  it('allows clients without an Origin header, and no page when it is unknown', () => {
    expect(mayEmbed(widget, 'shop', undefined)).toBe(true);
    expect(mayEmbed(undefined, 'shop', 'try:shop')).toBe(false);
    expect(mayEmbed(undefined, 'shop', 'https://shop.example')).toBe(false);
  });
});

describe('a customer who is too late', () => {
  it.each(['window-expired', 'conversation-ended'] as const)('is redirected with %s', (refused) => {
    expect(redirectOf(withRedirect({ refused }, widget))).toBe('https://shop.example/late');
  });

  it('is not redirected without a Redirect URL', () => {
    const without = { ...widget, reconnect: { ...widget.reconnect, redirectUrl: null } };
    expect(redirectOf(withRedirect({ refused: 'window-expired' }, without))).toBeNull();
    expect(redirectOf(withRedirect({ refused: 'window-expired' }, undefined))).toBeNull();
  });

  it('is not redirected with any other refusal', () => {
    expect(withRedirect({ refused: 'denied' }, widget)).toEqual({ refused: 'denied' });
    expect(redirectOf({ refused: 'superseded' })).toBeNull();
  });
});
