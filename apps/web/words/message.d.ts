export interface Token {
  readonly type: 'content' | 'argument' | 'function' | 'octothorpe' | 'plural';
  readonly value?: string;
  readonly arg?: string;
  readonly cases?: readonly { readonly key: string; readonly tokens: readonly Token[] }[];
}

export function parseMessage(text: string, language: string): readonly Token[];
