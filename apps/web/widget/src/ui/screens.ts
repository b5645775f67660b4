/*
 * The screens before and after a chat, the card of a reconnect link, and parts for phones only, in a file of their own
 * that is fetched with `later.ts`.
 */
export { keepTabInside } from './keep-tab-inside';
export { LinkCard } from './link-card';
export { RareScreen } from './rare-screen';
export { VisibleHeight } from './visible-height';
