// Generated from en.json by `npm run words`. The build and jest put the compiled messages into its place.
import type { Catalogues } from '../../../../kit/words';

export interface Words {
  readonly search: string;
  readonly add: string;
  readonly none: string;
  readonly noMatch: string;
  readonly edit: (values: { readonly title: string }) => string;
  readonly remove: (values: { readonly title: string }) => string;
  readonly removeTitle: (values: { readonly title: string }) => string;
  readonly removeText: string;
  readonly removeAction: string;
  readonly titleLabel: string;
  readonly bodyLabel: string;
  readonly insert: string;
  readonly unknown: (values: { readonly variables: string }) => string;
  readonly save: string;
  readonly saved: string;
  readonly back: string;
  readonly close: string;
  readonly variables: {
    readonly 'customer.name': string;
    readonly 'agent.name': string;
    readonly 'workstream.name': string;
  };
}

export declare const catalogue: Catalogues<Words>;
