import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webLightTheme,
} from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { KeepFocus } from '../kit/keep-focus';
import { LanguageProvider } from '../kit/language';
import { OverlayKeeper } from '../kit/later';
import { createQueryClient } from '../kit/query-client';
import { Region } from '../kit/region';
import { ShortcutsProvider } from '../kit/shortcuts';
import { loadCurrentTexts } from '../kit/texts';
import { ThemeProvider } from '../kit/theme';
import { ToastsProvider } from '../kit/toasts';

/** A renderer without a document inserts no styles, which no test looks at. */
const renderer = createDOMRenderer(undefined);

// Without layout the library that traps the focus does not find it in an open dialog, and would hide the dialog from screen
// readers. Its part for dialogs is taken out; tests in browsers show it.
act(() => {
  createRoot(document.createElement('div')).render(
    <FluentProvider theme={webLightTheme}>
      <KeepFocus />
    </FluentProvider>,
  );
});
const { __tabsterInstance } = globalThis as unknown as { __tabsterInstance: object };
Object.assign(__tabsterInstance, {
  modalizer: new Proxy({}, { get: (_, name) => (name === 'activeId' ? undefined : () => undefined) }),
});

/** What stands around the content of every page, as {@link showPage} has it. */
function Page({ children }: { children: ReactNode }) {
  return (
    <RendererProvider renderer={renderer}>
      <LanguageProvider>
        <ThemeProvider>
          <ToastsProvider>
            <ShortcutsProvider>
              <OverlayKeeper />
              <QueryClientProvider client={createQueryClient()}>
                <Region>{children}</Region>
              </QueryClientProvider>
            </ShortcutsProvider>
          </ToastsProvider>
        </ThemeProvider>
      </LanguageProvider>
    </RendererProvider>
  );
}

/** Shows a part of a page with what stands around it. */
export async function show(content: ReactNode): Promise<UserEvent> {
  await loadCurrentTexts();
  render(content, { wrapper: Page });
  return userEvent.setup({ delay: null });
}
