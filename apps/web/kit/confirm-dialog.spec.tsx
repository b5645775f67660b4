import { screen } from '@testing-library/react';
import { show } from '../testing/page.fixture';
import { ConfirmDialog } from './confirm-dialog';

describe('a question before an action', () => {
  it('does it after the confirmation', async () => {
    const confirm = jest.fn();
    const close = jest.fn();
    const user = await show(
      <ConfirmDialog isOpen title="End it?" action="End" onClose={close} onConfirm={confirm}>
        It ends.
      </ConfirmDialog>,
    );
    await user.click(await screen.findByRole('button', { name: 'End' }));
    expect(confirm).toHaveBeenCalledTimes(1);
  });
});
