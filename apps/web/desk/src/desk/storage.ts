import { newClientId } from '@rejoin/client';
import type { Account } from '@rejoin/contracts';
import { noWork, partToStore, type KeptWork } from '../view/kept-work';

/** The sign-in that opens the desk again without a password. */
export interface Ticket {
  readonly login: string;
  readonly token: string;
  readonly account: Account;
  readonly expiresAt: string;
  /** After a sign-in with an identity provider: where its session is ended too. */
  readonly signOutUrl?: string;
}

/*
 * The ticket is kept in sessionStorage. It survives a reload, a crashed tab and a restored session, so that the desk
 * is unchanged within the grace period. It is deleted with the tab, so that nobody stays signed in on a shared
 * computer, and no other tab or later visit can read it. A script that was injected into this page could read it from
 * any storage; the Content Security Policy prevents that (only our own files run, and no text becomes markup), and
 * the ticket expires. An HttpOnly cookie would need protection against cross-site requests instead, and the WebSocket
 * sends the token in its first frame. After a crash of the whole browser the person enters the password once. Drafts
 * and unsent messages are in localStorage, per account, and are deleted at sign-out.
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

/** Returns the login of the last sign-in, so that after a crash only the password has to be typed. */
export function keptLogin(): string {
  return localStorage.getItem(loginKey) ?? '';
}

export function keepLogin(login: string): void {
  localStorage.setItem(loginKey, login);
}

/** Returns the id that distinguishes this device from the agent's others. All tabs of a browser are one device. */
export function keptDevice(): string {
  const device = localStorage.getItem(deviceKey) ?? newClientId();
  localStorage.setItem(deviceKey, device);
  return device;
}

export function keptWork(account: Account): KeptWork {
  return { ...noWork, ...read<KeptWork>(() => localStorage.getItem(workKey(account))) };
}

/** Stores the work. When the storage is full the desk continues; the rejected part is then lost with the page. */
export function keepWork(account: Account, work: KeptWork): void {
  try {
    localStorage.setItem(workKey(account), JSON.stringify(partToStore(work)));
  } catch {
    // The agent could not do anything about this error.
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
