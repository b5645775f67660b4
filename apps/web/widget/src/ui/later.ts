/*
 * The parts that most chats never show, the screens before and after a chat, and parts for phones only, in a file of
 * their own: it is fetched when the panel is opened for the first time.
 */
/// <reference types="vite/client" />
import look from './later.css?inline';

export { announcement } from './announcements';
export { Banners } from './banner';
export { ConfirmEnd } from './confirm-end';
export { Counter } from './counter';
export { Jump } from './jump';
export { keepTabInside } from './keep-tab-inside';
export { Kept } from './kept';
export { LinkCard } from './link-card';
export { Menu } from './menu';
export { NotSent } from './not-sent';
export { QueuePlace } from './queue-place';
export { RareScreen } from './rare-screen';
export { Typing } from './typing';
export { VisibleHeight } from './visible-height';

/** The style sheet of these parts. It comes after the panel's. */
export const laterStyles: string = look;
