import { refusalNames } from '@rejoin/contracts';
import { problemType, ReferenceModule, ServiceLog } from '@rejoin/service';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { html } from './html';
import { referencePages } from './pages';

const log = { provide: ServiceLog, useValue: new ServiceLog('session-gateway', 'silent') };

@Global()
@Module({ providers: [log], exports: [log] })
class Logged {}

@Module({ imports: [Logged, ReferenceModule] })
class Reference {}

/** Finds links that lead neither to one of our pages nor to an id in one. */
function deadLinks(pages: ReadonlyMap<string, string>): string[] {
  return [...pages].flatMap(([path, content]) =>
    [...content.matchAll(/<a href="([^"#]*)(?:#([^"]*))?"/g)].flatMap(([, to = '', id]) => {
      if (to === '/openapi.json') return [];
      const file = to === '' ? path : to.slice(1).replace(/\/$/, '/index');
      const page = pages.get(file) ?? pages.get(`${file}.html`);
      const isThere = page !== undefined && (id === undefined || page.includes(` id="${id}"`));
      return isThere ? [] : [`${path}: ${to}#${id ?? ''}`];
    }),
  );
}

describe('the API reference', () => {
  const pages = referencePages('0.0.0');
  let folder: string;
  let app: NestFastifyApplication;
  let silent: NestFastifyApplication;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rejoin-reference-'));
    for (const [path, content] of pages) {
      mkdirSync(dirname(join(folder, 'reference', path)), { recursive: true });
      writeFileSync(join(folder, 'reference', path), content);
    }
    process.env['REJOIN_PAGES'] = folder;
    app = await open();
    process.env['REJOIN_API_DOCUMENTS'] = '0';
    silent = await open();
    delete process.env['REJOIN_API_DOCUMENTS'];
    delete process.env['REJOIN_PAGES'];
  });
  afterAll(async () => {
    await app.close();
    await silent.close();
    rmSync(folder, { recursive: true });
  });

  async function open(): Promise<NestFastifyApplication> {
    const opened = await NestFactory.create<NestFastifyApplication>(Reference, new FastifyAdapter(), {
      logger: false,
    });
    await opened.init();
    return opened;
  }
  const read = (url: string) => app.inject({ method: 'GET', url });

  it('has a page at the type of every problem, with its meaning and what to do', async () => {
    for (const name of [...refusalNames, 'internal-error']) {
      const { statusCode, body } = await read(problemType(name));
      expect([name, statusCode]).toEqual([name, 200]);
      expect(body).toMatch(/<h2>Meaning<\/h2>\s*<p>[^]+\.<\/p>\s*<h2>What to do<\/h2>\s*<p>[^]+\.<\/p>/);
    }
  });

  it.each(['gateway', 'config', 'facts', 'frames'])('has a page of %s', async (name) => {
    const { statusCode, body, headers } = await read(`/api/${name}`);
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body.match(/<section id="/g)?.length).toBeGreaterThan(20);
    expect((await read('/api/')).body).toContain(`href="/api/${name}"`);
  });

  it('needs no network and no script, and its policy allows none', async () => {
    for (const [path, content] of pages) {
      expect([
        path,
        /<script|<img|<iframe|style="|@import|url\(|(src|href)="(https?:)?\/\//.test(content),
      ]).toEqual([path, false]);
    }
    const { headers } = await read('/api/gateway');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'; /);
    expect((await read('/api/style.css')).headers['content-type']).toContain('text/css');
  });

  it('has no broken link', () => {
    expect(deadLinks(pages)).toEqual([]);
    expect(deadLinks(new Map([['a', '<a href="/b"><a href="#c">']]))).toEqual(['a: /b#', 'a: #c']);
  });

  it('is not served when the operator switches API documents off', async () => {
    for (const url of ['/api/', '/api/gateway', '/problems/denied'])
      expect((await silent.inject({ method: 'GET', url })).statusCode).toBe(404);
  });

  it('serves nothing else', async () => {
    for (const url of ['/api/..%2fapi/index', '/api/.built', '/problems/', '/problems/unknown'])
      expect((await read(url)).statusCode).toBeGreaterThanOrEqual(400);
  });

  it('escapes markup in texts', () => {
    expect(html`<p>${'<b> & "c"'}</p>`.source).toBe('<p>&lt;b&gt; &amp; &quot;c&quot;</p>');
  });
});
