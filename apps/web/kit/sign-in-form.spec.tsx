import { Refusal } from '@rejoin/client';
import { screen, waitFor } from '@testing-library/react';
import { show } from '../testing/page.fixture';
import { SignInForm } from './sign-in-form';
import type { Credentials } from './use-sign-in';

const username = () => screen.findByLabelText<HTMLInputElement>(/^Username/);
const password = () => screen.findByLabelText<HTMLInputElement>(/^Password/);

/** A form whose attempts get these answers, one after the other; undefined is a success. */
async function open(
  answers: readonly (ConstructorParameters<typeof Refusal>[0] | undefined)[],
  login?: string,
) {
  const left = [...answers];
  const onSignIn = jest.fn(async (_: Credentials) => {
    const name = left.shift();
    if (name !== undefined) throw new Refusal(name, '');
  });
  const user = await show(<SignInForm onSignIn={onSignIn} {...(login === undefined ? {} : { login })} />);
  return { onSignIn, user };
}

describe('the form for signing in', () => {
  it('sends the login without spaces around it, and the password as it is', async () => {
    const { onSignIn, user } = await open([undefined]);
    await user.type(await username(), ' anna@demo ');
    await user.type(await password(), ' secret {Enter}');
    expect(onSignIn.mock.calls).toEqual([[{ login: 'anna@demo', password: ' secret ' }]]);
  });

  it('says what is missing, and sends nothing', async () => {
    const { onSignIn, user } = await open([]);
    await user.click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(screen.getByText('Enter your username.')).toBeTruthy();
    expect(screen.getByText('Enter your password.')).toBeTruthy();
    expect(onSignIn).not.toHaveBeenCalled();
  });

  it('says nothing of what is missing before an attempt', async () => {
    await open([]);
    await username();
    expect(screen.queryByText('Enter your username.')).toBeNull();
  });

  it('begins with the password when the login is known', async () => {
    await open([], 'anna@demo');
    expect(await username()).toHaveProperty('value', 'anna@demo');
    expect(document.activeElement).toBe(await password());
  });

  it('keeps the login after a wrong password, and forgets the password', async () => {
    const { user } = await open(['sign-in-failed']);
    await user.type(await username(), 'anna@demo');
    await user.type(await password(), 'a guess{Enter}');
    expect((await screen.findByRole('alert')).textContent).toBe('Incorrect username or password.');
    expect(await username()).toHaveProperty('value', 'anna@demo');
    expect(await password()).toHaveProperty('value', '');
    expect(screen.queryByText('Enter your password.')).toBeNull();
  });

  it('asks for a code when the server needs one, without a problem, and sends it with the password', async () => {
    const { onSignIn, user } = await open(['code-required', undefined]);
    await user.type(await username(), 'anna@demo');
    await user.type(await password(), 'secret{Enter}');
    const code = await screen.findByLabelText(/^Code or recovery code/);
    expect(screen.queryByRole('alert')).toBeNull();
    await user.type(code, ' 123456 {Enter}');
    expect(onSignIn.mock.calls[1]).toEqual([{ login: 'anna@demo', password: 'secret', code: '123456' }]);
  });

  it('asks for another code after a wrong one', async () => {
    const { user } = await open(['code-required', 'code-wrong']);
    await user.type(await username(), 'anna@demo');
    await user.type(await password(), 'secret{Enter}');
    await user.type(await screen.findByLabelText(/^Code or recovery code/), '1{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Incorrect or used code/);
    expect(screen.getByLabelText(/^Code or recovery code/)).toHaveProperty('value', '');
    expect(await password()).toHaveProperty('value', 'secret');
  });

  it('does not send an empty code', async () => {
    const { onSignIn, user } = await open(['code-required']);
    await user.type(await username(), 'anna@demo');
    await user.type(await password(), 'secret{Enter}');
    await user.type(await screen.findByLabelText(/^Code or recovery code/), ' {Enter}');
    expect(await screen.findByText('Enter the code.')).toBeTruthy();
    expect(onSignIn).toHaveBeenCalledTimes(1);
  });

  it('sends once, however often the button is pressed', async () => {
    const onSignIn = jest.fn(() => new Promise<void>(() => undefined));
    const user = await show(<SignInForm login="anna@demo" onSignIn={onSignIn} />);
    await user.type(await password(), 'secret{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Signing in' }));
    await waitFor(() => expect(onSignIn).toHaveBeenCalledTimes(1));
  });
});
