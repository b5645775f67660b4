interface Tx {
  query(sql: string): Promise<unknown>;
  write(sql: string, values: unknown[]): void;
}

export async function order(tx: Tx): Promise<void> {
  await tx.query('select 1');
  tx.write(`update orders set done = true`, []);
}
