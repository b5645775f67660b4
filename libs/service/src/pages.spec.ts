import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceLog } from './log';
import { PagesModule } from './pages';

const html =
  '<meta name="rejoin-endpoints" content="__ENDPOINTS__"><meta content="__CONSOLE__"><script nonce="__NONCE__"></script>';
const log = { provide: ServiceLog, useValue: new ServiceLog('session-gateway', 'silent') };

@Global()
@Module({ providers: [log], exports: [log] })
class Logged {}

describe('a page', () => {
  let folder: string;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rejoin-pages-'));
    mkdirSync(join(folder, 'desk/assets'), { recursive: true });
    writeFileSync(join(folder, 'desk/index.html'), html);
    process.env['REJOIN_PAGES'] = folder;
    const connectTo = ['https://a.example', 'https://b.example/?"><b>&'];
    const console = 'https://admin.example/"><b>';
    @Module({ imports: [Logged, PagesModule.of(() => ({ name: 'desk', connectTo, console }))] })
    class Pages {}
    app = await NestFactory.create<NestFastifyApplication>(Pages, new FastifyAdapter(), { logger: false });
    await app.init();
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const page = () => app.inject({ method: 'GET', url: '/desk/' });

  it('contains the origins to which it may connect, as escaped text', async () => {
    expect((await page()).body).toContain(
      'content="https://a.example https://b.example/?&quot;>&lt;b>&amp;"><meta',
    );
  });

  it('contains the address of the administration, as escaped text', async () => {
    expect((await page()).body).toContain('<meta content="https://admin.example/&quot;>&lt;b>"><script');
  });

  it('has a new nonce in every answer, and a policy that contains it', async () => {
    const [one, other] = [await page(), await page()];
    const nonce = /nonce="([^"_]+)"/.exec(one.body)?.[1] ?? 'none';
    expect(one.headers['content-security-policy']).toContain(`script-src 'self' 'nonce-${nonce}';`);
    expect(one.headers['content-security-policy']).toContain('wss://a.example');
    expect(other.body).not.toContain(nonce);
  });

  it('is the last complete build; during a build, the one before', async () => {
    const index = join(folder, 'desk/index.html');
    writeFileSync(index, `${html}<p>newer`);
    expect((await page()).body).toContain('<p>newer');
    writeFileSync(index, '');
    expect((await page()).body).toContain('<p>newer');
    rmSync(index);
    expect((await page()).body).toContain('<p>newer');
    writeFileSync(index, html);
    expect((await page()).body).not.toContain('<p>newer');
  });
});
