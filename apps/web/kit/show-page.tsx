import { createDOMRenderer, makeStaticStyles, RendererProvider } from '@fluentui/react-components';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { isComposing } from './composing';
import { LanguageProvider } from './language';
import { OverlayKeeper } from './later';
import { Region } from './region';
import { ShortcutsProvider } from './shortcuts';
import { SkipLink } from './skip-link';
import { showStartFailure } from './start-failure';
import { currentLanguage, loadTexts } from './texts';
import { loadTheme, ThemeProvider } from './theme';
import { ToastsProvider } from './toasts';

const usePageStyles = makeStaticStyles({
  'html, body, #root': { height: '100%', margin: 0 },
  // The main content receives the focus for keyboard navigation, but it is not a control and needs no outline.
  'main:focus, nav:focus': { outlineStyle: 'none' },
  // This text is for screen readers only.
  '.for-screen-readers': {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/**
 * Renders a page in `#root` with the providers of language, theme, toasts and shortcuts, when the texts of the language
 * are there. Its styles carry the CSP nonce of this HTTP response.
 */
export async function showPage(content: ReactNode): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  try {
    await Promise.all([loadTexts(currentLanguage()), loadTheme()]);
  } catch {
    showStartFailure(root, currentLanguage());
    return;
  }
  // A key that ends a composition must not send, close or select anything in any field or dialog.
  for (const name of ['keydown', 'keyup'] as const)
    addEventListener(name, (event) => isComposing(event) && event.stopImmediatePropagation(), true);
  const { nonce = '' } = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]') ?? {};
  const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });
  createRoot(root).render(
    <StrictMode>
      <RendererProvider renderer={renderer}>
        <LanguageProvider>
          <ThemeProvider>
            <Page>{content}</Page>
          </ThemeProvider>
        </LanguageProvider>
      </RendererProvider>
    </StrictMode>,
  );
}

function Page({ children }: { children: ReactNode }) {
  usePageStyles();
  return (
    <ToastsProvider>
      <ShortcutsProvider>
        <OverlayKeeper />
        <SkipLink />
        <Region>{children}</Region>
      </ShortcutsProvider>
    </ToastsProvider>
  );
}
