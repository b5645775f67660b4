import { describeInBrowser, eventually } from '@rejoin/testing';
import { script, UnusualPages, type Stranger } from './unusual-page';

const nonce = 'cG9ydGFs';

describeInBrowser('the widget on pages that insert its script in their own way', () => {
  const pages = new UnusualPages();

  it.each<[string, () => Stranger]>([
    [
      'write the script with document.write',
      () => ({
        body: script(`document.write(${JSON.stringify(pages.tag('')).replace('</script', '<\\/script')})`),
        complains: /document\.write/,
      }),
    ],
    ['load it with defer at the end', () => ({ body: pages.tag('defer') })],
    ['name another base', () => ({ head: '<base href="https://elsewhere.example/a/">' })],
    ['have no doctype', () => ({ doctype: '' })],
    ['insert the script with a script', () => ({ body: pages.injected('document.head.append(own);') })],
    [
      'take the script away before it runs',
      () => ({ body: pages.injected('document.head.append(own), own.remove();') }),
    ],
    [
      'put the script into a shadow root',
      () => ({
        body: `<div id="shadow"></div>${pages.injected(`shadow.attachShadow({ mode: 'open' }).append(own);`)}`,
      }),
    ],
    [
      'put the script into a shadow root within another one',
      () => ({
        body: `<div id="shadow"></div>${pages.injected(`
          const inner = document.createElement('div');
          shadow.attachShadow({ mode: 'open' }).append(inner);
          inner.attachShadow({ mode: 'open' }).append(own);
        `)}`,
      }),
    ],
    [
      'put the script into a closed shadow root and boot it',
      () => ({
        body: `<div id="shadow"></div>${pages.injected(`
          shadow.attachShadow({ mode: 'closed' }).append(own);
          (window.Rejoin ||= []).push((rejoin) =>
            rejoin.boot({ widgetId: '${pages.place.shop.name}', endpoint: '${pages.place.line.url}' }));
        `)}`,
      }),
    ],
    ['have the script twice', () => ({ body: pages.tag() + pages.tag('defer') })],
    [
      'call the script by another name',
      () => ({
        body: pages
          .tag('async', `data-endpoint="${pages.place.line.url}"`)
          .replace('v1.js', 'v1.js?v=3#chat'),
      }),
    ],
    [
      'run a copy of the script that is not from a gateway',
      () => ({
        body: script(`fetch('${pages.source}').then((answer) => answer.blob()).then((copy) => {
          const own = document.createElement('script');
          own.src = URL.createObjectURL(copy);
          own.dataset.widgetId = '${pages.place.shop.name}';
          own.dataset.endpoint = '${pages.place.line.url}/';
          document.head.append(own);
        })`),
      }),
    ],
    [
      'take the snippet out of a template when they have loaded',
      () => ({
        body: `<template id="later">${pages.tag()}</template>${script(
          `addEventListener('load', () => document.body.append(later.content.cloneNode(true)))`,
        )}`,
      }),
    ],
    [
      'have a default policy that permits nothing, and few permissions',
      () => ({
        head: script(
          `trustedTypes.createPolicy('default', { createHTML: () => null, createScript: () => null, createScriptURL: () => null })`,
        ),
        headers: {
          'Permissions-Policy': 'autoplay=(), clipboard-write=(), storage-access=()',
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'credentialless',
        },
      }),
    ],
    [
      'declare constants with names that browsers have',
      () => ({
        head: script(
          `const URL = "/api", Event = 1, history = []; let name = 1, status = 2, open = 3, close = 4, parent = 5, origin = 6;`,
        ),
      }),
    ],
    [
      'assign to URL and others',
      () => ({ head: script(`var URL = '/api', Text = 1, Image = 2, Range = 3, Blob = 4;`) }),
    ],
    [
      'allow what has the nonce, and no HTML from text',
      () => ({
        body: pages.tag(`nonce="${nonce}"`),
        headers: {
          'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; connect-src ${pages.place.line.url} ${pages.place.line.url.replace('http', 'ws')}; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
      }),
    ],
    [
      'are isolated from other origins',
      () => ({
        headers: {
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
        },
      }),
    ],
    [
      'are XHTML',
      () => ({
        doctype: '<?xml version="1.0" encoding="UTF-8"?>',
        html: 'xmlns="http://www.w3.org/1999/xhtml" lang="en"',
        body: pages.tag('').replace('<script', '<script async="async"'),
        headers: { 'Content-Type': 'application/xhtml+xml; charset=utf-8' },
      }),
    ],
    ['have an element with the name of the API', () => ({ body: `<a id="Rejoin"></a>${pages.tag()}` })],
    [
      'name their forms and pictures like parts of the document',
      () => ({
        body: `${['body', 'title', 'head', 'forms', 'images', 'links', 'cookie', 'currentScript', 'location', 'hidden'].map((name) => `<form name="${name}"></form><img name="${name}">`).join('')}${pages.tag()}`,
      }),
    ],
    [
      'have a copy of the script in the page',
      () => ({
        body: script(`fetch('${pages.source}').then((answer) => answer.text()).then((copy) => {
          const own = document.createElement('script');
          own.dataset.widgetId = '${pages.place.shop.name}';
          own.dataset.endpoint = '${pages.place.line.url}';
          own.textContent = copy;
          document.body.append(own);
        })`),
      }),
    ],
    [
      'evaluate a copy of the script',
      () => ({
        body: script(`fetch('${pages.source}').then((answer) => answer.text()).then((copy) => {
          (0, eval)(copy);
          Rejoin.boot({ widgetId: '${pages.place.shop.name}', endpoint: '${pages.place.line.url}' });
        })`),
      }),
    ],
    [
      'name the script in an import map',
      () => ({
        head: `<script type="importmap">{ "imports": { "chat": "${pages.source}" } }</script>`,
        body: `<script type="module">
          import 'chat';
          Rejoin.boot({ widgetId: '${pages.place.shop.name}', endpoint: '${pages.place.line.url}' });
        </script>`,
      }),
    ],
    [
      'change the type of the script and insert it again later, as accelerators do',
      () => ({
        body:
          pages.tag('type="later-text/javascript"') +
          script(`addEventListener('load', () => {
            const own = document.querySelector('script[data-widget-id]');
            const copy = document.createElement('script');
            for (const { name, value } of own.attributes) if (name !== 'type') copy.setAttribute(name, value);
            own.replaceWith(copy);
          })`),
      }),
    ],
    [
      'have a loader of modules, and hide which script runs',
      () => ({
        head: script(`window.define = window.require = () => { throw new Error('not a module'); }; define.amd = {};
          window.module = { exports: {} }; window.exports = {};
          Object.defineProperty(document, 'currentScript', { get: () => null });`),
      }),
    ],
    ['have settings with the name of the API', () => ({ head: script(`window.Rejoin = { settings: 1 }`) })],
  ])('chats on pages that %s', async (_, page) => {
    await pages.chatOn(page());
  });

  it.each([
    ['without an id', () => pages.tag().replace(/data-widget-id="[^"]*"/, '')],
    [
      'in a closed shadow root',
      () =>
        `<div id="shadow"></div>${pages.injected(`shadow.attachShadow({ mode: 'closed' }).append(own);`)}`,
    ],
  ])('says in one line of the console that a script %s waits for boot', async (_, body) => {
    const widget = await pages.visit({});
    const lines: string[] = [];
    widget.page.on('console', (line) => lines.push(line.text()));
    await widget.page.reload();
    await widget.launcher.waitFor();
    expect(lines).toEqual([]);
    pages.write({ body: body() });
    await widget.page.reload();
    await widget.page.locator('#rejoin-widget').waitFor({ state: 'attached' });
    await eventually(() => expect(lines).toEqual(['Rejoin: widgetId first']));
  });

  it('asks only the endpoint that the page names, where the script is a copy', async () => {
    const body = script(`fetch('${pages.source}').then((answer) => answer.text()).then((copy) => {
      (0, eval)(copy);
      Rejoin.boot({ widgetId: '${pages.place.shop.name}', endpoint: '${pages.place.line.url}' });
    })`);
    const widget = await pages.visit({ body });
    const asked: string[] = [];
    widget.page.on('request', (request) => asked.push(request.url()));
    await widget.openPanel();
    const panels = asked.filter((url) => url.includes('/panel.js'));
    expect(panels.map((url) => new URL(url).origin)).toEqual([pages.place.line.url]);
  });
});
