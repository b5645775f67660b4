import { createDOMRenderer, makeStaticStyles, RendererProvider } from '@fluentui/react-components';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { isComposing } from './composing';
import { LanguageProvider } from './language';
import { ShortcutsProvider } from './shortcuts';
import { SkipLink } from './skip-link';
import { ThemeProvider } from './theme';
import { ToastsProvider } from './toasts';

const usePageStyles = makeStaticStyles({
  'html, body, #root': { height: '100%', margin: 0 },
  // The content takes the focus for the next key; it is no control itself.
  'main:focus, nav:focus': { outlineStyle: 'none' },
  // Words for readers of the screen only.
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
 * Shows a page in `#root`, with language, theme, toasts and shortcuts around it. Its styles carry the nonce that
 * the server gave this answer.
 */
export function showPage(content: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  // In every field and dialog: what ends a composition neither sends, nor closes, nor chooses anything.
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
        <SkipLink />
        {children}
      </ShortcutsProvider>
    </ToastsProvider>
  );
}
