/*
 * The parts that most chats never show, in a file of their own: it is fetched when the panel is opened for the first
 * time.
 */
/// <reference types="vite/client" />
import look from './later.css?inline';

export { announcement } from './announcements';
export { Banners } from './banner';
export { ConfirmEnd } from './confirm-end';
export { Jump } from './jump';
export { Kept } from './kept';
export { Menu } from './menu';
export { NotSent } from './not-sent';
export { QueuePlace } from './queue-place';
export { Typing } from './typing';

/** The style sheet of these parts. It comes after the panel's. */
export const laterStyles: string = look;
