import { describeInBrowser } from '@rejoin/testing';
import { script, style, UnusualPages, type Stranger } from './unusual-page';

describeInBrowser('the widget on pages whose styles match every element', () => {
  const pages = new UnusualPages();

  it.each<[string, () => Stranger]>([
    [
      'take every style away and hide every block',
      () => ({
        head: style(
          `* { all: unset !important }
           [hidden], :empty { display: none !important }
           body > div, html > div, div { display: none !important; visibility: hidden !important }`,
        ),
      }),
    ],
    ['show nothing before it is defined', () => ({ head: style(':not(:defined) { display: none }') })],
    [
      'fix, contain and move all children',
      () => ({
        head: style(
          `html > *, body > * { position: fixed; top: 0; left: 0; contain: strict; width: 5px; height: 5px; margin: 80px }
           div { contain: strict !important; content-visibility: hidden !important; writing-mode: vertical-rl !important }`,
        ),
      }),
    ],
    [
      'let all change slowly, in another size and font',
      () => ({
        head: style(
          `html { font-size: 62.5% }
           * { transition: all 2s !important; animation: turn 1s infinite !important; font: 3px/0 serif !important;
             letter-spacing: 1em !important; text-indent: 50px !important; text-transform: uppercase !important;
             zoom: 2; rotate: 10deg; scale: 0.2; translate: 90px }
           html, body { zoom: 1; rotate: none; scale: none; translate: none; animation: none !important }
           @keyframes turn { to { opacity: 0 } }`,
        ),
      }),
    ],
    [
      'let nothing be seen, pressed or selected',
      () => ({
        head: style(
          `* { visibility: hidden !important; pointer-events: none !important; user-select: none !important;
             clip-path: circle(0) !important; mask: linear-gradient(#0000, #0000) !important; opacity: 0 !important }
           html, body { clip-path: none !important; mask: none !important; opacity: 1 !important }`,
        ),
      }),
    ],
    [
      'show what is hidden, and hide and shrink what they do not know',
      () => ({
        head: style(
          `[hidden], iframe { display: block !important; position: fixed; inset: 0 }
           output, button, dialog, section, html > div { display: none !important }
           html > :not(head, body) { content-visibility: hidden !important; contain: strict !important; zoom: 0.1 !important;
             scale: 0 !important; translate: -9999px !important }`,
        ),
      }),
    ],
    [
      'are inert but for a dialog of theirs',
      () => ({ body: `<div inert>Own</div>${pages.tag()}${script('document.body.inert = true')}` }),
    ],
    [
      'lay out the whole page as a grid',
      () => ({
        head: style(
          'html { display: grid; overflow: hidden; height: 50% } html > * { grid-area: 1 / 1; place-self: start; order: 3 }',
        ),
      }),
    ],
    ['are read from right to left', () => ({ html: 'lang="en" dir="rtl"' })],
    [
      'set custom properties of every name',
      () => ({
        head: style(
          `:root { ${['scheme', 'accent', 'on-accent', 'surface', 'text', 'radius', 'small', 'shadow', 'ease', 'height', 'top'].map((name) => `--${name}: 7px`).join('; ')} }
           @property --rejoin-accent { syntax: '<length>'; inherits: false; initial-value: 3px }`,
        ),
      }),
    ],
    [
      'write from top to bottom, in no size and against the order',
      () => ({
        head: style(
          `html { writing-mode: vertical-rl; font-size: 0; line-height: 0; word-spacing: 9em; color: transparent; container-type: inline-size }
           * { direction: rtl !important; unicode-bidi: bidi-override !important; text-align: right !important }
           body { zoom: 3; transform: scale(0.5); contain: strict }`,
        ),
      }),
    ],
    [
      'can be edited as a whole',
      () => ({
        html: 'lang="en" contenteditable="true"',
        body: pages.tag() + script(`document.designMode = 'on'`),
      }),
    ],
    [
      'hide the element by its own style, again and again',
      () => ({
        body:
          pages.tag() +
          script(`setInterval(() => {
            const { style, classList } = document.querySelector('#rejoin-widget') ?? document.body;
            if (style !== document.body.style) style.setProperty('display', 'none', 'important');
            classList.add('hidden');
          }, 50)`),
      }),
    ],
    [
      'put something before and after every element',
      () => ({
        head: style(
          `*::before, *::after { content: 'x' !important; display: block !important; position: fixed !important;
             inset: 0 !important; z-index: 2147483647 !important; background: red }
           :is(html, head, body, p)::before, :is(html, head, body, p)::after { display: none !important }`,
        ),
      }),
    ],
    [
      'hide everything but their own, by place, id and layer',
      () => ({
        head: style(
          `@layer reset { div { all: unset !important; display: none !important; zoom: 0.1 !important } }
           body > :not(#app), html > :not(head):not(body), :root > :last-child { display: none !important }
           [id], #rejoin-widget#rejoin-widget { display: none !important; position: static !important;
             content-visibility: hidden !important; interactivity: inert !important; scale: 0 !important }
           body, p { display: block !important }
           :host { display: none !important }`,
        ),
      }),
    ],
    [
      'turn, shrink and blur the body',
      () => ({
        head: style(
          `body { transform: rotate(20deg) scale(0.3); filter: blur(3px); zoom: 0.4; contain: strict; perspective: 4px;
             will-change: transform; position: fixed; overflow: hidden; opacity: 0 }
           div { display: contents !important }`,
        ),
      }),
    ],
  ])('chats on pages that %s', async (_, page) => {
    await pages.chatOn(page());
  });
});
