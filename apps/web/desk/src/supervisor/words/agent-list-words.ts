import type { Catalogues } from '../../../../kit/words';

const en = {
  search: 'Search agents',
  presence: 'Presence',
  anyPresence: 'Any presence',
  sortBy: 'Sort by',
  orders: { busy: 'Busiest first', free: 'Most capacity first' },
  noMatch: 'No agents match.',
  clear: 'Clear search and filter',
};
export type Words = typeof en;

const de: Words = {
  search: 'Mitarbeiter suchen',
  presence: 'Präsenz',
  anyPresence: 'Jede Präsenz',
  sortBy: 'Sortieren nach',
  orders: { busy: 'Am meisten ausgelastet zuerst', free: 'Meiste freie Kapazität zuerst' },
  noMatch: 'Keine passenden Mitarbeiter.',
  clear: 'Suche und Filter zurücksetzen',
};

const ar: Words = {
  search: 'البحث عن الموظفين',
  presence: 'الحضور',
  anyPresence: 'أي حضور',
  sortBy: 'الترتيب حسب',
  orders: { busy: 'الأكثر انشغالًا أولًا', free: 'الأكثر سعة أولًا' },
  noMatch: 'لا يوجد موظفون مطابقون.',
  clear: 'مسح البحث والتصفية',
};

export const agentListCatalogues: Catalogues<Words> = { en, de, ar };
