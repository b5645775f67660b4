/**
 * Creates the tables of a service with the code of the previous release, in a process of its own, because two releases in
 * one process would declare the same metrics. Arguments: its build folder, the module of the tables, their name, the URL.
 */
const { join } = require('node:path');

async function main([built, module, name, url]) {
  const { Database } = require(join(built, 'libs/persistence/src'));
  const { messagingTables } = require(join(built, 'libs/messaging/src/messaging.tables'));
  const own = require(join(built, module))[name];
  const database = await Database.open({ url, applicationName: 'before' });
  await database.migrate([messagingTables, own].flat());
  await database.close();
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
