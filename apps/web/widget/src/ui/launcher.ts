/// <reference types="vite/client" />
import look from './launcher.css?inline';

/** The style of the launcher: `.rejoin > .launcher`, which the loader draws until the panel has loaded. */
export const launcherStyles: string = look;
