/// <reference types="vite/client" />
import { launcherStyles } from './launcher';
import panel from './styles.css?inline';

/** The style sheet of the shadow root. */
export const styles: string = launcherStyles + panel;
