import { directionOf, type Language } from './words';

/** Made by the build: the two texts in every language. */
declare const startWords: Readonly<Record<Language, { readonly failed: string; readonly again: string }>>;

/** Says that the page could not fetch its texts, in the plain look of the browser, with a button that reloads the page. */
export function showStartFailure(root: HTMLElement, language: Language): void {
  const { failed, again } = startWords[language];
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = failed;
  const button = document.createElement('button');
  button.textContent = again;
  button.onclick = () => {
    location.reload();
  };
  root.replaceChildren(text, button);
}
