/** Which changes: the names and values of the service's query. */
export type AuditFilter = Readonly<
  Partial<Record<'what' | 'id' | 'by' | 'action' | 'from' | 'until', string>>
>;

export const auditFilters = ['what', 'id', 'by', 'action', 'from', 'until'] as const;

/** The filter of an address, in which `from` and `until` are days of the reader's time zone, both included. */
export function auditFilterOf(filters: Readonly<Record<string, string>>): AuditFilter {
  const { from, until, ...others } = filters;
  const first = startOf(from, 0);
  const end = startOf(until, 1);
  return {
    ...others,
    ...(first === undefined ? {} : { from: first }),
    ...(end === undefined ? {} : { until: end }),
  };
}

/** The instant at which a day begins, or a day after it; undefined if it is no day. */
function startOf(day: string | undefined, daysLater: number): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (!parts) return undefined;
  const [, year, month, date] = parts;
  // A browser reads years below 100 as those of the twentieth century.
  if (Number(year) < 1900) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + daysLater).toISOString();
}
