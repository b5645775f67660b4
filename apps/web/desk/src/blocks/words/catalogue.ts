// Generated from en.json by `npm run words`. The build and jest put the compiled messages into its place.
import type { Catalogues } from '../../../../kit/words';

export interface Words {
  readonly block: string;
  readonly title: (values: { readonly customer: string }) => string;
  readonly text: string;
  readonly lasts: string;
  readonly days: (values: { readonly count: number }) => string;
  readonly withoutEnd: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly address: string;
  readonly addressHint: string;
  readonly blocked: string;
  readonly list: string;
  readonly listText: string;
  readonly none: string;
  readonly noneText: string;
  readonly by: (values: { readonly name: string; readonly time: string }) => string;
  readonly until: (values: { readonly time: string }) => string;
  readonly noEnd: string;
  readonly signedIn: string;
  readonly unblock: string;
  readonly unblockThis: (values: { readonly customer: string }) => string;
  readonly unblockTitle: (values: { readonly customer: string }) => string;
  readonly unblockText: string;
  readonly unblocked: string;
}

export declare const catalogue: Catalogues<Words>;
