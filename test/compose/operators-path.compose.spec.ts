import { OperatorsPath } from './path';
import { build } from './steps/build';
import { start } from './steps/start';
import { outlive } from './steps/outlives';
import { operate } from './steps/command-line';
import { changeSecrets } from './steps/secrets';
import { restoreBackup } from './steps/backup';
import { renew } from './steps/newer-release';
import { addProfiles } from './steps/profiles';
import { joinThreeServers } from './steps/cluster';
import { loadArchive } from './steps/archive';

/** The commands of docs/operators.md, on one deployment. */
describe('the path of an operator', () => {
  const path = new OperatorsPath();
  build(path);
  start(path);
  outlive(path);
  operate(path);
  changeSecrets(path);
  restoreBackup(path);
  renew(path);
  addProfiles(path);
  joinThreeServers(path);
  loadArchive(path);

  afterAll(() => path.theyLeave());
});
