/// <reference types="vite/client" />
import panel from './styles.css?inline';

/** The panel's style sheet. It comes after `launcherStyles`, which the loader has put into the shadow root. */
export const styles: string = panel;
