import type { WidgetSettings } from '@rejoin/contracts';
import { screen } from '@testing-library/react';
import { adminScene } from '../../../../../tools/screenshots/admin-scene';
import { show } from '../../../testing/page.fixture';
import { useForm } from '../form/use-form';
import { ReconnectFields } from './reconnect-fields';
import { widgetProblems } from './widget-problems';

type Reconnect = WidgetSettings['reconnect'];

/** Shows the fields for the shop's widget with these changes, and returns what the form then contains. */
async function open(more: Partial<Reconnect> = {}, isReadOnly = false) {
  const [shop] = adminScene().things.widgets;
  const { widgetId: _, version: __, changedAt: ___, ...settings } = shop!;
  let draft: WidgetSettings = { ...settings, reconnect: { ...settings.reconnect, ...more } };
  const start = draft;
  function Form() {
    const form = useForm(start, widgetProblems, isReadOnly);
    draft = form.draft;
    return (
      <>
        <ReconnectFields form={form} />
        <button onClick={() => form.passesAll()}>Check</button>
      </>
    );
  }
  const user = await show(<Form />);
  const check = () => user.click(screen.getByRole('button', { name: 'Check' }));
  return { user, check, draft: () => draft };
}

const portal = () => screen.getByPlaceholderText('https://portal.example/chat');

describe('the settings for reconnecting', () => {
  it('are hidden while it is off, and stay as they are', async () => {
    const { user, draft } = await open();
    const before = draft().reconnect;
    await user.click(screen.getByRole('switch'));
    expect(screen.queryByTestId('link-preview')).toBeNull();
    expect(screen.getByText(/customers have 3 minutes to reconnect in the same browser/)).toBeTruthy();
    expect(draft().reconnect).toEqual({ ...before, enabled: false });
  });

  it('show how a link will look', async () => {
    await open();
    expect(screen.getByTestId('link-preview').textContent).toMatch(
      /^https:\/\/shop\.contoso\.example\/help\?topic=orders#\?oc\.reconnectid=/,
    );
  });

  it('need a page for the links', async () => {
    const { user, check, draft } = await open();
    await user.clear(portal());
    await check();
    expect(portal().getAttribute('aria-invalid')).toBe('true');
    expect(draft().reconnect.portalUrl).toBeNull();
    expect(screen.queryByTestId('link-preview')).toBeNull();
  });

  it('offer to allow the origin of that page', async () => {
    const { user, check, draft } = await open({ portalUrl: 'https://new.contoso.example/help' });
    await check();
    await user.click(
      screen.getByRole('button', { name: /^Add .*new\.contoso\.example.* to the allowed origins$/ }),
    );
    expect(draft().allowedOrigins.at(-1)).toBe('https://new.contoso.example');
    expect(screen.queryByRole('button', { name: /to the allowed origins$/ })).toBeNull();
  });

  it('take the time limit in minutes', async () => {
    const { user, draft } = await open();
    const limit = screen.getByRole('combobox', { name: /^Reconnect time limit|time limit/i });
    await user.clear(limit);
    await user.type(limit, '2.5');
    expect(draft().reconnect.timeLimitSeconds).toBe(150);
  });

  it.each([
    ['0', true],
    ['1441', true],
    ['1440', false],
    ['1', false],
  ])('of %s minutes are wrong: %p', async (minutes, isWrong) => {
    const { user, check } = await open();
    const limit = screen.getByRole('combobox', { name: /time limit/i });
    await user.clear(limit);
    await user.type(limit, minutes);
    await check();
    expect(limit.getAttribute('aria-invalid') === 'true').toBe(isWrong);
  });

  it('may be without a page for those who come too late', async () => {
    const { user, draft } = await open();
    await user.clear(screen.getByPlaceholderText('Optional'));
    expect(draft().reconnect.redirectUrl).toBeNull();
  });

  it('cannot be changed by those who only read', async () => {
    const { user, draft } = await open({ portalUrl: 'https://new.contoso.example/help' }, true);
    const before = draft();
    await user.click(screen.getByRole('switch'));
    await user.type(portal(), 'x');
    expect(draft()).toEqual(before);
    expect(screen.queryByRole('button', { name: /to the allowed origins$/ })).toBeNull();
  });
});
