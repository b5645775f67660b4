/*
 * The screens before and after a chat, and the card of a reconnect link: a file of its own, fetched with `later.ts`.
 */
export { LinkCard } from './link-card';
export { RareScreen } from './rare-screen';
