// Generated from en.json by `npm run words`. The build and jest put the compiled messages into its place.
import type { Catalogues } from '../../../../kit/words';

export interface Words {
  readonly title: string;
  readonly intro: string;
  readonly source: string;
  readonly sourceIntro: (values: { readonly rows: number }) => string;
  readonly columns: string;
  readonly drop: string;
  readonly choose: string;
  readonly template: string;
  readonly paste: string;
  readonly check: string;
  readonly checking: string;
  readonly preview: string;
  readonly fileProblems: {
    readonly 'file-too-large': string;
    readonly 'not-text': string;
    readonly 'no-rows': string;
    readonly 'no-login-column': string;
    readonly 'too-many-rows': (values: { readonly rows: number }) => string;
    readonly 'column-twice': (values: { readonly column: string }) => string;
  };
  readonly guessed: string;
  readonly ignored: (values: { readonly names: string }) => string;
  readonly broken: (values: { readonly line: string }) => string;
  readonly line: string;
  readonly result: string;
  readonly details: string;
  readonly outcomes: {
    readonly all: (values: { readonly count: number }) => string;
    readonly new: (values: { readonly count: number }) => string;
    readonly changed: (values: { readonly count: number }) => string;
    readonly unchanged: (values: { readonly count: number }) => string;
    readonly problem: (values: { readonly count: number }) => string;
  };
  readonly outcome: {
    readonly new: string;
    readonly changed: string;
    readonly unchanged: string;
    readonly problem: string;
    readonly saved: string;
    readonly failed: string;
  };
  readonly newAgent: string;
  readonly knownAgent: string;
  readonly change: (values: { readonly after: string; readonly before: string; readonly field: string }) => string;
  readonly problemIn: (values: { readonly column: string; readonly problem: string }) => string;
  readonly problems: {
    readonly 'role-unknown': (values: { readonly detail: string }) => string;
    readonly 'workstream-not-found': (values: { readonly detail: string }) => string;
    readonly 'workstream-ambiguous': (values: { readonly detail: string }) => string;
    readonly 'presence-unknown': (values: { readonly detail: string }) => string;
    readonly 'yes-or-no': (values: { readonly detail: string }) => string;
    readonly 'login-twice': (values: { readonly detail: string }) => string;
    readonly 'too-many-cells': string;
    readonly 'only-agents': string;
    readonly 'own-account': string;
  };
  readonly passwords: string;
  readonly passwordsHint: string;
  readonly passwordsOff: string;
  readonly import: (values: { readonly count: number }) => string;
  readonly importAgain: (values: { readonly count: number }) => string;
  readonly stop: string;
  readonly progress: (values: { readonly all: number; readonly done: number }) => string;
  readonly saved: (values: { readonly count: number }) => string;
  readonly failed: (values: { readonly count: number }) => string;
  readonly nothing: string;
  readonly downloadResult: string;
  readonly downloadPasswords: string;
  readonly passwordsOnce: string;
  readonly another: string;
  readonly more: string;
  readonly leave: string;
  readonly leaveBody: string;
  readonly leaveRunning: string;
  readonly leaveRunningBody: string;
  readonly leaveAction: string;
}

export declare const catalogue: Catalogues<Words>;
