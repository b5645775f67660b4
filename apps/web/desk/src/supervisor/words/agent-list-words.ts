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
  search: 'Agenten suchen',
  presence: 'Anwesenheit',
  anyPresence: 'Jede Anwesenheit',
  sortBy: 'Sortieren nach',
  orders: { busy: 'Am meisten ausgelastet zuerst', free: 'Meiste freie Kapazität zuerst' },
  noMatch: 'Keine passenden Agenten.',
  clear: 'Suche und Filter zurücksetzen',
};

const ar: Words = {
  search: 'البحث عن المندوبين',
  presence: 'حالة التواجد',
  anyPresence: 'أي حالة تواجد',
  sortBy: 'الترتيب حسب',
  orders: { busy: 'الأكثر انشغالًا أولًا', free: 'الأكثر سعة أولًا' },
  noMatch: 'لا يوجد مندوبون مطابقون.',
  clear: 'مسح البحث والتصفية',
};

export const agentListCatalogues: Catalogues<Words> = { en, de, ar };
