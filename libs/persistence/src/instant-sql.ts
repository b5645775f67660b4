/** Returns the SQL of a `timestamptz` as the text of an instant, for JSON, of which the driver parses no times. */
export function instantSql(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
