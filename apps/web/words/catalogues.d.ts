import type { Texts } from './compile';

export interface Catalogue {
  readonly folder: string;
}

export const catalogues: readonly Catalogue[];
export function textsOf(catalogue: Catalogue, language: string): Texts;
export function compiled(catalogue: Catalogue, language: string): string;
export function declarationOf(catalogue: Catalogue): string;
