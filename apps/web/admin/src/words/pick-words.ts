import { plural, type Catalogues } from '../../../kit/words';

const en = {
  search: 'Search',
  selected: (count: number) => plural('en', count, { one: '# selected', other: '# selected' }),
  selectShown: 'Select all shown',
  clearShown: 'Clear all shown',
  onlySelected: 'Show selected only',
  noMatch: 'Nothing matches.',
  more: (count: number) =>
    plural('en', count, { one: '# more. Search to see it.', other: '# more. Search to see them.' }),
  assignAgents: 'Assign agents',
  assignTitle: (workstream: string) => `Agents of ${workstream}`,
  save: 'Save',
  addedRemoved: (added: string, removed: string) => `Add ${added}, remove ${removed}`,
  assigned: (count: number) =>
    plural('en', count, { one: '# agent was changed.', other: '# agents were changed.' }),
  notAssigned: (count: number) =>
    plural('en', count, { one: '# agent could not be changed.', other: '# agents could not be changed.' }),
  deactivated: (name: string) => `${name} (deactivated)`,
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
  assignAgents: 'Mitarbeiter zuweisen',
  assignTitle: (workstream) => `Mitarbeiter von ${workstream}`,
  save: 'Speichern',
  addedRemoved: (added, removed) => `${added} hinzufügen, ${removed} entfernen`,
  assigned: (count) =>
    plural('de', count, { one: '# Mitarbeiter wurde geändert.', other: '# Mitarbeiter wurden geändert.' }),
  notAssigned: (count) =>
    plural('de', count, {
      one: '# Mitarbeiter konnte nicht geändert werden.',
      other: '# Mitarbeiter konnten nicht geändert werden.',
    }),
  deactivated: (name) => `${name} (deaktiviert)`,
};

const ar: Words = {
  search: 'بحث',
  selected: (count) => plural('ar', count, { other: 'المحدد: #' }),
  selectShown: 'تحديد كل المعروض',
  clearShown: 'إلغاء تحديد كل المعروض',
  onlySelected: 'عرض المحدد فقط',
  noMatch: 'لا توجد نتائج.',
  more: (count) => plural('ar', count, { other: 'نتائج أخرى: #. ابحث لعرضها.' }),
  assignAgents: 'تعيين موظفين',
  assignTitle: (workstream) => `موظفو ${workstream}`,
  save: 'حفظ',
  addedRemoved: (added, removed) => `إضافة ${added} وإزالة ${removed}`,
  assigned: (count) => plural('ar', count, { other: 'عدد الموظفين الذين تغيّرت إعداداتهم: #.' }),
  notAssigned: (count) => plural('ar', count, { other: 'عدد الموظفين الذين تعذّر تغيير إعداداتهم: #.' }),
  deactivated: (name) => `${name} (معطّل)`,
};

export const pickCatalogues: Catalogues<Words> = { en, de, ar };
