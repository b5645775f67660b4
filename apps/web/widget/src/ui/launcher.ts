/// <reference types="vite/client" />
import look from './launcher.css?inline';

/** How the launcher looks: `.rejoin > .launcher`, in the loader's hands until the panel has come. */
export const launcherStyles: string = look;
