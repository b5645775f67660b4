import { fireEvent, screen } from '@testing-library/react';
import { useMemo } from 'react';
import { show } from '../testing/page.fixture';
import { useShortcuts } from './shortcuts';

/** A page with one shortcut, a field and perhaps a dialog. */
async function open({ hasDialog = false } = {}) {
  const done: string[] = [];
  function Page() {
    useShortcuts(useMemo(() => [{ code: 'KeyE', label: 'End', act: () => done.push('end') }], []));
    return (
      <>
        <input aria-label="Text" />
        {hasDialog && <div role="dialog" aria-modal="true" />}
      </>
    );
  }
  return { user: await show(<Page />), done };
}

const help = () => screen.findByRole('dialog', { name: 'Keyboard shortcuts' });

describe('a shortcut', () => {
  it('acts with the Alt key, and not without', async () => {
    const { user, done } = await open();
    await user.keyboard('e');
    expect(done).toEqual([]);
    await user.keyboard('{Alt>}[KeyE]{/Alt}');
    expect(done).toEqual(['end']);
  });

  it('acts while the person types', async () => {
    const { user, done } = await open();
    await user.click(screen.getByRole('textbox'));
    await user.keyboard('{Alt>}[KeyE]{/Alt}');
    expect(done).toEqual(['end']);
  });

  it('acts once while its keys are held down', async () => {
    const { done } = await open();
    for (const repeat of [false, true, true])
      fireEvent.keyDown(document.body, { code: 'KeyE', altKey: true, repeat });
    expect(done).toEqual(['end']);
  });

  it('does not act behind a dialog', async () => {
    const { user, done } = await open({ hasDialog: true });
    await user.keyboard('{Alt>}[KeyE]{/Alt}');
    expect(done).toEqual([]);
  });
});

describe('the list of shortcuts', () => {
  it('opens with the question mark', async () => {
    const { user } = await open();
    await user.keyboard('?');
    expect((await help()).textContent).toContain('End');
  });

  it('does not open while the person types', async () => {
    const { user } = await open();
    await user.type(screen.getByRole('textbox'), '?');
    expect(screen.getByRole('textbox')).toHaveProperty('value', '?');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('does not open with one key once the person has turned that off', async () => {
    const { user } = await open();
    await user.keyboard('?');
    await help();
    await user.click(screen.getByLabelText('Use ? as a shortcut'));
    expect(localStorage.getItem('rejoin.single-keys')).toBe('off');
  });
});
