import type { WidgetSettings } from '@rejoin/contracts';
import { screen, within } from '@testing-library/react';
import { adminScene } from '../../../../../tools/screenshots/admin-scene';
import { show } from '../../../testing/page.fixture';
import { useForm } from '../form/use-form';
import { AuthenticationFields } from './authentication-fields';
import { widgetProblems } from './widget-problems';

type Authentication = WidgetSettings['authentication'];

/** Shows the fields with these changes to settings that require sign-in, and returns what the form then contains. */
async function open(more: Partial<Authentication> = {}, isReadOnly = false) {
  const [shop] = adminScene().things.widgets;
  const { widgetId: _, version: __, changedAt: ___, ...settings } = shop!;
  const authentication = { ...settings.authentication, required: true, audience: 'chat', ...more };
  let draft: WidgetSettings = { ...settings, authentication };
  const start = draft;
  function Form() {
    const form = useForm(start, widgetProblems, isReadOnly);
    draft = form.draft;
    return (
      <>
        <AuthenticationFields form={form} />
        <button onClick={() => form.passesAll()}>Check</button>
      </>
    );
  }
  const user = await show(<Form />);
  const check = () => user.click(screen.getByRole('button', { name: 'Check' }));
  return { user, check, draft: () => draft.authentication };
}

const text = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const group = (name: string) => within(screen.getByRole('group', { name }));

describe('the sign-in of customers', () => {
  it('has no further settings while it is not required', async () => {
    const { user, draft } = await open({ required: false, issuer: 'https://login.contoso.example' });
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.click(screen.getByRole('switch', { name: 'Require sign-in' }));
    expect(text(/^Issuer/).value).toBe('https://login.contoso.example');
    expect(draft().required).toBe(true);
  });

  it('needs a key or the address of keys', async () => {
    const { user, check } = await open();
    await check();
    expect(screen.getByText('Sign-in is required. Add a public key or a JWKS URL.')).toBeTruthy();
    await user.type(text(/^JWKS URL/), 'https://login.contoso.example/keys');
    await check();
    expect(screen.queryByText('Sign-in is required. Add a public key or a JWKS URL.')).toBeNull();
  });

  it('saves blank fields as none', async () => {
    const { user, draft } = await open({
      issuer: 'x',
      audience: 'y',
      jwksUrl: 'https://login.contoso.example/keys',
    });
    for (const name of [/^Issuer/, /^Audience/, /^JWKS/]) await user.clear(text(name));
    expect(draft()).toMatchObject({ issuer: null, audience: null, jwksUrl: null });
  });

  it('needs the audience only while it is checked', async () => {
    const jwksUrl = 'https://login.contoso.example/keys';
    const { user, check, draft } = await open({ audience: null, jwksUrl });
    await check();
    expect(screen.getByText('Enter the audience, or turn off the audience check.')).toBeTruthy();
    await user.click(screen.getByRole('switch', { name: 'Check audience' }));
    await check();
    expect(screen.queryByText('Enter the audience, or turn off the audience check.')).toBeNull();
    expect(draft().audienceRequired).toBe(false);
  });

  it('allows at least one algorithm', async () => {
    const { user, check, draft } = await open({ jwksUrl: 'https://login.contoso.example/keys' });
    for (const name of ['RS256', 'ES256', 'EdDSA']) {
      await user.click(group('Algorithms').getByRole('checkbox', { name }));
    }
    await check();
    expect(draft().algorithms).toEqual([]);
    expect(screen.getByText('Allow at least one algorithm.')).toBeTruthy();
  });
});

describe('the public keys', () => {
  const key = { kid: 'k1', publicKey: 'pem', expiresAt: null };

  it('are added, filled and removed one by one', async () => {
    const { user, draft } = await open({ publicKeys: [key] });
    await user.click(screen.getByRole('button', { name: 'Add public key' }));
    await user.type(group('Key 2').getByRole('textbox', { name: /^Key ID/ }), 'k2');
    await user.type(group('Key 2').getByRole('textbox', { name: /^Public key/ }), 'second');
    expect(draft().publicKeys).toEqual([key, { kid: 'k2', publicKey: 'second', expiresAt: null }]);
    await user.click(screen.getByRole('button', { name: 'Remove Key 1' }));
    expect(draft().publicKeys).toEqual([{ kid: 'k2', publicKey: 'second', expiresAt: null }]);
    expect(screen.queryByRole('group', { name: 'Key 2' })).toBeNull();
  });

  it('need no id', async () => {
    const { user, draft } = await open({ publicKeys: [key] });
    await user.clear(group('Key 1').getByRole('textbox', { name: /^Key ID/ }));
    expect(draft().publicKeys[0]?.kid).toBeNull();
  });

  it('are marked when they have expired', async () => {
    await open({
      publicKeys: [
        { ...key, expiresAt: '2020-01-01T00:00:00.000Z' },
        { ...key, expiresAt: '2999-01-01T00:00:00.000Z' },
      ],
    });
    expect(group('Key 1').getByText(/^This key has expired\./)).toBeTruthy();
    expect(group('Key 2').queryByText(/^This key has expired\./)).toBeNull();
  });

  it('are never private', async () => {
    const { user, check } = await open({ publicKeys: [key] });
    const pem = group('Key 1').getByRole('textbox', { name: /^Public key/ });
    await user.clear(pem);
    await user.type(pem, '-----BEGIN PRIVATE KEY-----');
    await check();
    expect(screen.getByText(/^This is a private key\. Keep it secret/)).toBeTruthy();
  });

  it('cannot be changed by those who only read', async () => {
    await open({ publicKeys: [key] }, true);
    expect(screen.queryByRole('button', { name: 'Add public key' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Remove Key 1' })).toBeNull();
  });
});
