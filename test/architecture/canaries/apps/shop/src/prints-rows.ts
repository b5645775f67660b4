interface Sql {
  query(sql: string): Promise<unknown[]>;
}

export const printRows = (sql: Sql): Promise<unknown[]> => sql.query('select count(*) from orders');
