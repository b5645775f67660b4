import { Refusal } from '@rejoin/client';
import type { SecondFactor } from '@rejoin/contracts';
import { screen } from '@testing-library/react';
import { show } from '../testing/page.fixture';
import { SecondFactorDialog } from './second-factor-dialog';

const off = { enabled: false, recoveryCodesLeft: 0 };
const on = { enabled: true, recoveryCodesLeft: 7 };
const enrolment = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Rejoin:anna?secret=JBSWY3DPEHPK3PXP' };

async function open(
  state: object,
  answers: Partial<Record<'start' | 'confirm' | 'remove', () => Promise<object>>> = {},
) {
  const client = {
    read: jest.fn(async () => state as SecondFactor),
    start: jest.fn(answers.start ?? (async () => ({ ...off, enrolment }))),
    confirm: jest.fn(answers.confirm ?? (async () => ({ ...on, recoveryCodes: ['aaaa-1111', 'bbbb-2222'] }))),
    remove: jest.fn(answers.remove ?? (async () => off)),
  };
  const onClose = jest.fn();
  const user = await show(<SecondFactorDialog client={client as never} onClose={onClose} />);
  return { client, onClose, user };
}

const password = () => screen.findByLabelText(/^Current password/);
const press = async (user: Awaited<ReturnType<typeof show>>, name: string) =>
  user.click(await screen.findByRole('button', { name }));

describe('two-step verification', () => {
  it('is set up with the password, the code of the app, and recovery codes to keep', async () => {
    const { client, onClose, user } = await open(off);
    await user.type(await password(), 'my password');
    await press(user, 'Set up');
    expect(await screen.findByRole('img', { name: 'QR code for an authenticator app' })).toBeTruthy();
    expect(screen.getByText(enrolment.secret)).toBeTruthy();
    await user.type(screen.getByLabelText(/^Code/), '123456');
    await press(user, 'Turn on');
    expect(await screen.findByText('bbbb-2222')).toBeTruthy();
    expect(client.start.mock.calls).toEqual([['my password']]);
    expect(client.confirm.mock.calls).toEqual([['123456']]);
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
    // The codes are shown once, and Escape is pressed easily.
    await user.keyboard('{Escape}');
    expect(screen.getByText('bbbb-2222')).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
    await press(user, 'Done');
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('is turned off with the password and a code', async () => {
    const { client, onClose, user } = await open(on);
    expect(await screen.findByText(/You have 7 recovery codes left/)).toBeTruthy();
    await user.type(await password(), 'my password');
    await user.type(screen.getByLabelText(/^Code or recovery code/), '123456');
    await press(user, 'Turn off');
    expect(await screen.findByText('Two-step verification is off.')).toBeTruthy();
    expect(client.remove.mock.calls).toEqual([['my password', '123456']]);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['sign-in-failed', 'Incorrect password.'],
    ['too-many', 'Too many attempts. Wait a moment, and then try again.'],
  ] as const)('says why it was refused: %s', async (name, text) => {
    const { user } = await open(off, { start: () => Promise.reject(new Refusal(name, '')) });
    await user.type(await password(), 'a guess');
    await press(user, 'Set up');
    expect((await screen.findByRole('alert')).textContent).toBe(text);
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('stays at the code when that was wrong', async () => {
    const { onClose, user } = await open(off, {
      confirm: () => Promise.reject(new Refusal('code-wrong', '')),
    });
    await user.type(await password(), 'my password');
    await press(user, 'Set up');
    await user.type(await screen.findByLabelText(/^Code/), '000000');
    await press(user, 'Turn on');
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Incorrect or used code/);
    expect(screen.getByText(enrolment.secret)).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });
});
