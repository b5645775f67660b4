import { newClientId } from '@rejoin/client';
import type { Account } from '@rejoin/contracts';
import { noWork, storedPart, type KeptWork } from '../view/kept-work';

/** What opens the desk again without a password. */
export interface Ticket {
  readonly login: string;
  readonly token: string;
  readonly account: Account;
  readonly expiresAt: string;
}

/*
 * The ticket is kept in sessionStorage. A refresh, a crashed tab and a restored session find it again, so that
 * everything is as before within the grace; with the tab it is gone, so that a shared computer keeps nobody
 * signed in, and no other tab or later visit can read it. A script that was smuggled into this page could read it
 * wherever a page can keep it: against that stands the policy (only our own files run, no markup from text), and
 * that it runs out. A cookie out of scripts' reach would have to be guarded against requests of other sites
 * instead, and the socket asks for the token in its first frame.
 * After a crash of the whole browser the password is asked for once; drafts and unsent messages are in
 * localStorage, per account, and are forgotten at a sign-out.
 */
const ticketKey = 'rejoin.desk.ticket';
const loginKey = 'rejoin.desk.login';
const deviceKey = 'rejoin.desk.device';
const workKey = (account: Account) => `rejoin.desk.work.${account.accountId}`;

export function keptTicket(): Ticket | undefined {
  return read<Ticket>(() => sessionStorage.getItem(ticketKey));
}

export function keepTicket(ticket: Ticket): void {
  sessionStorage.setItem(ticketKey, JSON.stringify(ticket));
}

export function forgetTicket(): void {
  sessionStorage.removeItem(ticketKey);
}

/** Who signed in here last: a crash then costs no more than the password. */
export function keptLogin(): string {
  return localStorage.getItem(loginKey) ?? '';
}

export function keepLogin(login: string): void {
  localStorage.setItem(loginKey, login);
}

/** What tells this device from the agent's others; the tabs of one browser are one device. */
export function keptDevice(): string {
  const device = localStorage.getItem(deviceKey) ?? newClientId();
  localStorage.setItem(deviceKey, device);
  return device;
}

export function keptWork(account: Account): KeptWork {
  return { ...noWork, ...read<KeptWork>(() => localStorage.getItem(workKey(account))) };
}

/** A full storage must not stop the work: what it does not take is lost with the page only. */
export function keepWork(account: Account, work: KeptWork): void {
  try {
    localStorage.setItem(workKey(account), JSON.stringify(storedPart(work)));
  } catch {
    // Nothing that the agent could do about it now.
  }
}

export function forgetWork(account: Account): void {
  localStorage.removeItem(workKey(account));
}

function read<T>(stored: () => string | null): T | undefined {
  try {
    const text = stored();
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
