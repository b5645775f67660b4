/// <reference types="vite/client" />
import look from './launcher.css?inline';

/** How the launcher looks: `.rejoin > .launcher`, in the loader's hands until the panel has come. */
export const launcherStyles: string = look;

/** A path in a box of 24 x 24, to be stroked. */
export const launcherIcon = 'M8.6 19 3 21l1.9-5.5a8.5 8.5 0 1 1 3.7 3.5Z';
