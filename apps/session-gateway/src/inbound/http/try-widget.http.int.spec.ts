import { newSecret } from '@rejoin/kernel';
import { GatewayFixture } from '../../gateway.fixture';
import { start } from '../../test-socket.fixture';

jest.setTimeout(60_000);

const own = 'https://chat.example';
const evil = 'https://evil.example';

describe('the try page of a widget', () => {
  let gateway: GatewayFixture;
  let widgetId: string;
  let token: string;

  beforeAll(async () => {
    process.env['REJOIN_ENDPOINTS'] = `${own}/`;
    gateway = await GatewayFixture.start();
  });
  afterAll(() => gateway.stop());
  beforeEach(async () => {
    widgetId = await gateway.widget({ name: 'Shop <b>' });
    token = await gateway.tryToken(widgetId);
  });

  const page = (id: string, query = '', cookie?: string) =>
    fetch(`${gateway.url}/v1/widgets/${id}/try${query}`, {
      redirect: 'manual',
      headers: cookie === undefined ? {} : { cookie: `other=1; rejoin-try=${cookie}` },
    });
  const startFrom = async (origin: string, cookie: string | undefined, id = widgetId) => {
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie: `rejoin-try=${cookie}` };
    const caller = await gateway.call('/v1/chat', origin, 0, undefined, headers);
    const answer = await caller.ask(start(id, { secret: newSecret() }));
    return answer.type === 'refused' ? answer.name : answer.type;
  };

  it('takes the token out of the address, and shows the widget to the browser that brought it', async () => {
    const first = await page(widgetId, `?token=${token}`);
    expect([first.status, first.headers.get('location')]).toEqual([303, 'try']);
    const cookie = first.headers.get('set-cookie') ?? '';
    expect(cookie).toBe(`rejoin-try=${token}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure`);
    const shown = await page(widgetId, '', token);
    const html = await shown.text();
    expect(shown.status).toBe(200);
    expect(html).toContain('widget/v1.js');
    expect(html).toContain('Shop &lt;b>');
    expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(shown.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('shows no widget without a token, and with a token of another widget, of a person, or that has expired', async () => {
    const other = await gateway.widget();
    const refused = [
      undefined,
      'invented',
      await gateway.tryToken(other),
      await gateway.tryToken(widgetId, -1),
      await gateway.token({ roles: ['administrator'] }),
    ];
    for (const cookie of refused) {
      const answers = [await page(widgetId, '', cookie)];
      if (cookie !== undefined) answers.push(await page(widgetId, `?token=${cookie}`));
      for (const answer of answers) {
        expect(answer.status).toBe(404);
        expect(await answer.text()).not.toContain('v1.js');
      }
    }
    expect((await page('no-such', '', await gateway.tryToken('no-such'))).status).toBe(404);
  });

  it('starts, resumes and reads where only the portal may', async () => {
    expect(await startFrom(own, token)).toBe('resumed');
    const headers = { cookie: `rejoin-try=${token}` };
    const caller = await gateway.call('/v1/chat', own, 0, undefined, headers);
    const { resume } = await gateway.started(caller, widgetId);
    const again = await gateway.call('/v1/chat', own, 0, undefined, headers);
    expect((await again.ask(resume)).type).toBe('resumed');
    const settings = await gateway.http('GET', `/v1/widgets/${widgetId}`, {
      headers: { origin: own, ...headers },
    });
    expect(settings.status).toBe(200);
  });

  it('opens no page of another origin, and no other widget', async () => {
    const other = await gateway.widget();
    expect(await startFrom(evil, token)).toBe('origin-not-allowed');
    expect(await startFrom(own, undefined)).toBe('origin-not-allowed');
    expect(await startFrom(own, await gateway.tryToken(widgetId, -1))).toBe('origin-not-allowed');
    expect(await startFrom(own, token, other)).toBe('origin-not-allowed');
    expect(await startFrom(`try:${widgetId}`, undefined)).toBe('origin-not-allowed');
    const headers = { origin: evil, cookie: `rejoin-try=${token}` };
    expect((await gateway.http('GET', `/v1/widgets/${widgetId}`, { headers })).status).toBe(403);
  });

  it('resumes a conversation for no other origin', async () => {
    const { resume } = await gateway.customer(widgetId);
    const from = async (origin: string, cookie: string) => {
      const headers = { cookie: `rejoin-try=${cookie}` };
      const answer = await (await gateway.call('/v1/chat', origin, 0, undefined, headers)).ask(resume);
      return answer.type === 'refused' ? answer.name : answer.type;
    };
    expect(await from(evil, token)).toBe('origin-not-allowed');
    expect(await from(own, await gateway.tryToken('other'))).toBe('origin-not-allowed');
    expect(await from(own, token)).toBe('resumed');
  });

  it('says what to do about an inactive widget and one that needs a sign-in, in the language of the browser', async () => {
    const sentence = async (language: string) => {
      const answer = await fetch(`${gateway.url}/v1/widgets/${widgetId}/try`, {
        headers: { cookie: `rejoin-try=${token}`, 'accept-language': language },
      });
      const html = await answer.text();
      expect(html).not.toContain('v1.js');
      return html;
    };
    await gateway.changeWidget(widgetId, { active: false });
    expect(await sentence('en-GB,en')).toContain('This chat widget is inactive. Activate it');
    expect(await sentence('fr, de-AT;q=0.8')).toContain('Dieses Chat-Widget ist inaktiv.');
    expect(await sentence('ar')).toContain('dir="rtl"');
  });
});
