// Generated from en.json by `npm run words`. The build and jest put the compiled messages into its place.
import type { Catalogues } from '../../../../kit/words';

export interface Words {
  readonly list: string;
  readonly search: string;
  readonly filters: string;
  readonly closedFrom: string;
  readonly closedUntil: string;
  readonly workstream: string;
  readonly anyWorkstream: string;
  readonly agent: string;
  readonly anyAgent: string;
  readonly noAgent: string;
  readonly outcome: string;
  readonly anyOutcome: string;
  readonly unknownOutcome: string;
  readonly outcomes: {
    readonly ended: string;
    readonly 'closed-by-customer': string;
    readonly 'started-new': string;
    readonly 'gave-up': string;
    readonly expired: string;
  };
  readonly disposition: string;
  readonly anyDisposition: string;
  readonly tag: string;
  readonly anyTag: string;
  readonly loading: string;
  readonly shown: (values: { readonly count: number }) => string;
  readonly more: string;
  readonly noneTitle: string;
  readonly noneText: string;
  readonly noMatchTitle: string;
  readonly noMatchText: string;
  readonly clear: string;
  readonly noWords: string;
  readonly failedTitle: string;
  readonly retry: string;
  readonly chooseTitle: string;
  readonly chooseText: string;
  readonly goneTitle: string;
  readonly goneText: string;
  readonly back: string;
  readonly moreEntries: string;
  readonly readOnly: string;
  readonly earlier: string;
  readonly earlierMore: (values: { readonly count: number }) => string;
  readonly noEarlier: string;
}

export declare const catalogue: Catalogues<Words>;
