import { plural, type Catalogues } from '../../../kit/words';

const en = {
  search: 'Search',
  selected: (count: number) => plural('en', count, { one: '# selected', other: '# selected' }),
  selectShown: 'Select all shown',
  clearShown: 'Clear all shown',
  onlySelected: 'Show selected only',
  noMatch: 'No results found.',
  more: (count: number) =>
    plural('en', count, { one: '# more. Search to see it.', other: '# more. Search to see them.' }),
  assignAgents: 'Assign agents',
  assignTitle: (workstream: string) => `Agents of ${workstream}`,
  save: 'Save',
  addedRemoved: (added: string, removed: string) => `Add ${added}, remove ${removed}`,
  assigned: (count: number) =>
    plural('en', count, { one: '# agent was changed.', other: '# agents were changed.' }),
  notAssigned: (count: number) =>
    plural('en', count, { one: '# agent couldn’t be changed.', other: '# agents couldn’t be changed.' }),
  inactive: (name: string) => `${name} (inactive)`,
};
export type Words = typeof en;

const de: Words = {
  search: 'Suchen',
  selected: (count) => plural('de', count, { one: '# ausgewählt', other: '# ausgewählt' }),
  selectShown: 'Alle angezeigten auswählen',
  clearShown: 'Auswahl der angezeigten aufheben',
  onlySelected: 'Nur ausgewählte anzeigen',
  noMatch: 'Keine Treffer.',
  more: (count) =>
    plural('de', count, {
      one: '# weiterer Eintrag. Suchen Sie danach.',
      other: '# weitere Einträge. Suchen Sie danach.',
    }),
  assignAgents: 'Agenten zuweisen',
  assignTitle: (workstream) => `Agenten von ${workstream}`,
  save: 'Speichern',
  addedRemoved: (added, removed) => `${added} hinzufügen, ${removed} entfernen`,
  assigned: (count) =>
    plural('de', count, { one: '# Agent wurde geändert.', other: '# Agenten wurden geändert.' }),
  notAssigned: (count) =>
    plural('de', count, {
      one: '# Agent konnte nicht geändert werden.',
      other: '# Agenten konnten nicht geändert werden.',
    }),
  inactive: (name) => `${name} (inaktiv)`,
};

const ar: Words = {
  search: 'بحث',
  selected: (count) => plural('ar', count, { other: 'المحدد: #' }),
  selectShown: 'تحديد كل المعروض',
  clearShown: 'إلغاء تحديد كل المعروض',
  onlySelected: 'عرض المحدد فقط',
  noMatch: 'لا توجد نتائج.',
  more: (count) => plural('ar', count, { other: 'نتائج أخرى: #. ابحث لعرضها.' }),
  assignAgents: 'تعيين مندوبين',
  assignTitle: (workstream) => `مندوبو ${workstream}`,
  save: 'حفظ',
  addedRemoved: (added, removed) => `إضافة ${added} وإزالة ${removed}`,
  assigned: (count) => plural('ar', count, { other: 'عدد المندوبين الذين تغيّرت إعداداتهم: #.' }),
  notAssigned: (count) => plural('ar', count, { other: 'عدد المندوبين الذين تعذّر تغيير إعداداتهم: #.' }),
  inactive: (name) => `${name} (غير نشط)`,
};

export const pickCatalogues: Catalogues<Words> = { en, de, ar };
