import { webLightTheme, type Theme } from '@fluentui/react-components';

let dark: Theme | undefined;

/** Fetches the colours of the dark theme, which most people do not need. */
export async function loadDarkTheme(): Promise<void> {
  dark ??= (await import('./dark-theme')).webDarkTheme;
}

/** The theme, or the light one while the dark one is not there. */
export function themeOf(isDark: boolean): Theme {
  return isDark ? (dark ?? webLightTheme) : webLightTheme;
}
