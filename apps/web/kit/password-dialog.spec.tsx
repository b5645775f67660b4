import { Refusal } from '@rejoin/client';
import { screen } from '@testing-library/react';
import { show } from '../testing/page.fixture';
import { PasswordDialog } from './password-dialog';

const next = 'correct horse battery';

/** Fills in the dialog and submits it. */
async function change(answer: () => Promise<unknown>, values: readonly string[]) {
  const onChange = jest.fn(answer);
  const onClose = jest.fn();
  const user = await show(<PasswordDialog login="anna@demo" onChange={onChange} onClose={onClose} />);
  const fields = ['Current password', 'New password', 'Confirm new password'];
  for (const [index, value] of values.entries()) {
    const field = await screen.findByLabelText(new RegExp(`^${fields[index]}`));
    if (value !== '') await user.type(field, value);
  }
  await user.click(screen.getByRole('button', { name: 'Change password' }));
  return { onChange, onClose, user };
}

describe('the change of the own password', () => {
  it('says that the person is still signed in', async () => {
    const { onChange, onClose } = await change(async () => undefined, ['old password', next, next]);
    expect(await screen.findByText(/You’re still signed in on this device/)).toBeTruthy();
    expect(onChange).toHaveBeenCalledWith({ current: 'old password', next });
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it.each([
    [['', next, next], 'Enter your current password.'],
    [['old password', 'short', 'short'], 'Use at least 10 characters.'],
    [[next, next, next], 'Choose a password that’s different from your current one.'],
    [['old password', next, `${next}!`], 'The passwords don’t match.'],
  ])('is not sent: %j', async (values, problem) => {
    const { onChange } = await change(async () => undefined, values);
    expect(await screen.findByText(problem)).toBeTruthy();
    expect(onChange).not.toHaveBeenCalled();
    expect((document.activeElement as HTMLElement).getAttribute('aria-invalid')).toBe('true');
  });

  it('takes a problem away when its field is changed', async () => {
    const { user } = await change(async () => undefined, ['', next, next]);
    await user.type(screen.getByLabelText(/^Current password/), 'x');
    expect(screen.queryByText('Enter your current password.')).toBeNull();
  });

  it.each([
    ['sign-in-failed', 'Incorrect password.'],
    ['password-too-easy', 'This password is easy to guess. Use several unrelated words.'],
  ] as const)('shows the refusal %s at its field', async (name, problem) => {
    const { onClose } = await change(
      () => Promise.reject(new Refusal(name, '')),
      ['old password', next, next],
    );
    expect(await screen.findByText(problem)).toBeTruthy();
    expect(screen.queryByRole('alert')?.textContent ?? problem).toBe(problem);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('shows another refusal above the form', async () => {
    await change(() => Promise.reject(new Refusal('unavailable', '')), ['old password', next, next]);
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The service isn’t available right now/);
  });
});
