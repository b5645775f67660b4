/** An instant as the value of a date and time field: in the local time zone, to the minute. */
export function localOfInstant(instant: string | null): string {
  if (instant === null || Number.isNaN(Date.parse(instant))) return '';
  const at = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The instant of the value of a date and time field. Null if it is empty. */
export function instantOfLocal(local: string): string | null {
  return local === '' || Number.isNaN(Date.parse(local)) ? null : new Date(local).toISOString();
}
