import type { Command } from 'commander';
import { CommandFailure, exitCodes, hostOf, using } from '../failure';
import { readPasswords, switchPasswords, type PasswordState } from '../store/passwords.store';
import { changing, reading } from '../store/reading';
import { addLeaf } from './leaf';
import type { Terminal } from './terminal';

/** Turns sign-in with passwords off and on in the database, so that it works when nobody can sign in. */
export function addPasswords(program: Command, terminal: Terminal): void {
  const passwords = program.command('passwords').description('Sign-in with passwords');
  addLeaf(passwords, terminal, 'show', 'Show whether people can sign in with a password', async () => {
    const { databaseUrl } = terminal.environment;
    const state = await using(`Postgres at ${hostOf(databaseUrl)}`, () =>
      reading(databaseUrl, (sql) => readPasswords(sql)),
    );
    return { lines: [stateLine(state), countLine(state)], value: { ...state } };
  });
  for (const on of [true, false]) {
    const verb = on ? 'on' : 'off';
    const summary = on
      ? 'Let people sign in with a password again'
      : 'Let people sign in only with an identity provider';
    addLeaf(passwords, terminal, verb, summary, async () => {
      const { databaseUrl } = terminal.environment;
      const changed = await using(`Postgres at ${hostOf(databaseUrl)}`, () =>
        changing(databaseUrl, async (sql) => {
          const state = await readPasswords(sql, 'for update');
          if (state.passwords === on) return false;
          if (!on && state.administrators === 0) throw nobodyLeft();
          await switchPasswords(sql, on);
          return true;
        }),
      );
      return {
        lines: [changed ? `Passwords are ${verb} now.` : `Passwords were ${verb} already.`],
        value: { passwords: on, changed },
      };
    });
  }
}

function nobodyLeft(): CommandFailure {
  return new CommandFailure(
    exitCodes.refused,
    'No administrator can sign in with an identity provider',
    'Let an administrator sign in with a provider once, and run the command again.',
    'no-administrator',
  );
}

function stateLine({ passwords }: PasswordState): string {
  return passwords ? 'Passwords are on.' : 'Passwords are off.';
}

function countLine({ administrators }: PasswordState): string {
  return `Administrators who can sign in with an identity provider: ${administrators}`;
}
