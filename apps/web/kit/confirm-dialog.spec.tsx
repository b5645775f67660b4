import { screen } from '@testing-library/react';
import { show } from '../testing/page.fixture';
import { ConfirmDialog } from './confirm-dialog';

async function open(more: { isDisabled?: boolean; isOpen?: boolean } = {}) {
  const acts: string[] = [];
  const user = await show(
    <ConfirmDialog
      isOpen
      title="End it?"
      action="End"
      onClose={() => acts.push('close')}
      onConfirm={() => acts.push('confirm')}
      {...more}
    >
      It ends.
    </ConfirmDialog>,
  );
  return { acts, user };
}

describe('a question before an action', () => {
  it('closes, and then does it after the confirmation', async () => {
    const { acts, user } = await open();
    expect(screen.getByRole('dialog', { name: 'End it?' }).textContent).toContain('It ends.');
    await user.click(screen.getByRole('button', { name: 'End' }));
    expect(acts).toEqual(['close', 'confirm']);
  });

  it.each(['button', 'key'])('does nothing when it is cancelled with the %s', async (how) => {
    const { acts, user } = await open();
    if (how === 'key') await user.keyboard('{Escape}');
    else await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(acts).toEqual(['close']);
  });

  it('cannot be confirmed while the action is impossible', async () => {
    const { acts, user } = await open({ isDisabled: true });
    await user.click(screen.getByRole('button', { name: 'End' }));
    expect(acts).toEqual([]);
  });

  it('is not there before it is asked', async () => {
    await open({ isOpen: false });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
