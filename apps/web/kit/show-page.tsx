import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webLightTheme,
} from '@fluentui/react-components';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** Shows a page in `#root`. Its styles carry the nonce that the server gave this answer. */
export function showPage(content: ReactNode): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const { nonce = '' } = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]') ?? {};
  const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });
  createRoot(root).render(
    <StrictMode>
      <RendererProvider renderer={renderer}>
        <FluentProvider theme={webLightTheme}>{content}</FluentProvider>
      </RendererProvider>
    </StrictMode>,
  );
}
