import { readRelease } from '@rejoin/service';
import { Command, CommanderError } from 'commander';
import type { Variables } from './cli.environment';
import { exitCodes } from './failure';
import { addAccounts } from './inbound/accounts.command';
import { addAudit } from './inbound/audit.command';
import { addCompletion } from './inbound/completion.command';
import { addConversation } from './inbound/conversation.command';
import { addCustomer } from './inbound/customer.command';
import { addDoctor } from './inbound/doctor.command';
import { addFacts } from './inbound/facts.command';
import { addLinks } from './inbound/links.command';
import { addPasswords } from './inbound/passwords.command';
import { addSeed } from './inbound/seed.command';
import { addSettings } from './inbound/settings.command';
import { Terminal } from './inbound/terminal';
import { addWindows } from './inbound/windows.command';
import { withAcceptedPasswords } from './use-cases/accepted-passwords';

const help = `
Addresses and secrets come from the environment, each X also as a file X_FILE:
  DATABASE_URL, DATABASE_PASSWORD            doctor, conversation, customer, facts parked, passwords, audit
  NATS_URL, NATS_PASSWORD (user operator)    doctor, facts
  REJOIN_CONFIG_URL, REJOIN_URL (a gateway)  settings, seed, admin, accounts; windows, links, customer
  REJOIN_ADMIN_LOGIN, REJOIN_ADMIN_PASSWORD, REJOIN_ADMIN_CODE, REJOIN_SETUP_TOKEN
  REJOIN_SEED_PASSWORD                       seed: the password of accounts for which the file has none
  REJOIN_ALLOW_HTTP=1: as --allow-http. Without it, passwords go to other machines over https only.
  REJOIN_OPS_URLS, REJOIN_SECRETS, REJOIN_DISKS, NATS_READERS  doctor
Without any of the addresses, they are those of the system that npm start runs here.

Exit codes: 0 done, 1 something was found, 2 wrong usage, 3 refused, 4 a server cannot be reached or cannot answer, 78 a variable is missing.`;

/** Every command. A failure of one is written by the terminal, and its exit code kept there. */
export function commandLine(terminal: Terminal): Command {
  const program = new Command('rejoin')
    .description('The command line for those who operate Rejoin')
    .version(readRelease())
    .addHelpText('after', help)
    .showHelpAfterError('(rejoin --help shows all commands)')
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.writeError })
    .exitOverride();
  addDoctor(program, terminal);
  addConversation(program, terminal);
  addCustomer(program, terminal);
  addWindows(program, terminal);
  addLinks(program, terminal);
  addFacts(program, terminal);
  addSettings(program, terminal);
  addSeed(program, terminal);
  addAccounts(program, terminal);
  addPasswords(program, terminal);
  addAudit(program, terminal);
  addCompletion(program, terminal);
  return program;
}

/** Runs one command and returns its exit code. */
export async function runCommand(
  args: readonly string[],
  variables: Variables,
  write: (text: string) => void,
  writeError: (text: string) => void,
): Promise<number> {
  const terminal = new Terminal(await withAcceptedPasswords(variables), write, writeError);
  try {
    await commandLine(terminal).parseAsync([...args], { from: 'user' });
    return terminal.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
}
