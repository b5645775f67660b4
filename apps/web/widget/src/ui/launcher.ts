/// <reference types="vite/client" />
import look from './launcher.css?inline';

/** How the launcher looks: `.rejoin > .launcher`, in the loader's hands until the panel has come. */
export const launcherStyles: string = look;

/** A path in a box of 24 x 24, to be stroked. */
export const launcherIcon =
  'M21 11.5a8.4 8.4 0 0 1-8.5 8.4 8.7 8.7 0 0 1-3.9-.9L3 21l1.9-5.5a8.2 8.2 0 0 1-.9-4A8.4 8.4 0 0 1 12.5 3 8.4 8.4 0 0 1 21 11.5Z';
