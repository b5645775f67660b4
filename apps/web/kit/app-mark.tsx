import icon from './icon.svg';

/** The logo. It has no text alternative because the product name is next to it or in the page title. */
export function AppMark({ size }: { readonly size: number }) {
  return <img src={icon} width={size} height={size} alt="" />;
}
