/** An instant as a field for date and time shows it: in the reader's time zone, to the minute. */
export function localOfInstant(instant: string | null): string {
  if (instant === null || Number.isNaN(Date.parse(instant))) return '';
  const at = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What was typed there, as an instant; null: nothing. */
export function instantOfLocal(local: string): string | null {
  return local === '' || Number.isNaN(Date.parse(local)) ? null : new Date(local).toISOString();
}
