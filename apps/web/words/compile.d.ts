export interface Texts {
  readonly [key: string]: string | Texts;
}

export function compile(texts: Texts, language: string, english: Texts): string;
export function typeOf(english: Texts): string;
